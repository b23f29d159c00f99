// Every code of the vendor's alarm tables and the severity our sheet gives it, written out apart from the catalogue.

/** Codes of the vendor's own protocol and platform, parted by blanks. */
export const LISTED_CODES = {
  critical:
    '1 2 19 35 39 44 45 50 55 71 83 140 147 168 191 207 208 227 263 267 burglarStatus_2 ubiColl ubiRoll 23 27 30 53 156',
  warning:
    '3 5 6 9 14 15 16 17 18 20 21 22 24 25 40 48 77 78 79 82 90 91 92 115 119 120 126 127 128 135 136 138 142 143 145 148 151 154 160 163 169 170 171 173 199 204 205 206 257 259 carFault displacementAlarm DMSAlert drivingBehaviorAlert drivingBehaviorAlertDVR fenceOverspeed geozone high_temp_alarm laneshift low_temp_alarm obd offline out overSpeed sensitiveAreasFence statusTrunk_1 stayTimeIn stayTimeOut ubiDece ubiLane ubiSatt ubiStab 107 132 167 134 137 161 162 228 229',
  info: '4 10 11 12 13 28 29 36 41 42 43 58 76 80 81 86 87 89 100 101 113 114 139 141 144 146 149 150 165 172 197 198 202 203 224 230 231 232 233 254 256 258 260 261 262 266 268 1001 1002 ACC_OFF ACC_ON burglarStatus_0 burglarStatus_1 in mileageAlarm other statusLeftFrontDoors_0 statusLeftFrontDoors_1 statusLeftFrontWindows_0 statusLeftFrontWindows_1 statusLeftRearWindows_0 statusLeftRearWindows_1 statusRightFrontDoors_0 statusRightFrontDoors_1 statusRightFrontWindows_0 statusRightFrontWindows_1 statusRightRearDoors_0 statusRightRearDoors_1 statusRightRearWindows_0 statusRightRearWindows_1 statusTrunk_0 stayAlert stayAlertOn ubiAcce ubiTurn 26 32 51 52 103 104 105 117 166',
} as const

/** Codes of JT/T 808, a sort after a hyphen. 256 and the groups 264 and 265 have no severity of their own. */
export const LISTED_JT808_CODES = {
  critical: '1029 1046 1047 3073 3077 3090 264-4 265-1 265-5 265-12',
  warning:
    '257 258 259 262 1025 1027 1028 1030 1031 1033 1043 3074 3078 3081 3082 3085 3086 3087 3088 3091 3093 3094 3095 3097 264-1 264-2 264-3 264-5 264-6 264-7 265-2 265-3 265-4 265-6 265-8 265-10 265-13',
  info: '1024 1026 1032 1036 1037 1040 1041 1042 1044 3075 3076 3079 3080 3083 3084 3089 3092 3096 264-16 264-17 265-11 265-16 265-17',
} as const

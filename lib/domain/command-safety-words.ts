// The words of device commands as far as safety goes: which stop a vehicle, which let it go, which are known to do neither.
// Sources: the vendor's own templates and samples (RELAY, LOCK, ENABLE, STATUS ...), and the short words that trackers of
// this family have carried for years (DYD and HFYD: cut and restore fuel and power). How a text is read is not decided here.

/** Anywhere in a text whose letters are run together, these mean an engine. A name that happens to hold one is no loss. */
export const DANGEROUS_STEMS: readonly string[] = [
  'RELAY',
  'DYD',
  'HFYD',
  'IMMOBIL',
  'CUTOFF',
  'CUTENGINE',
  'ENGINECUT',
  'CUTOIL',
  'OILCUT',
  'CUTFUEL',
  'FUELCUT',
  'CUTPOWER',
  'ENGINESTOP',
  'STOPENGINE',
  'KILLENGINE',
  'ENGINEKILL',
  'STOPELEC',
  'STOPOIL',
  'BLOCKENGINE',
  'ENGINEBLOCK',
  'SETDIGOUT',
]

/** As above, in scripts whose letters are not run together. */
export const DANGEROUS_PHRASES = /断油|斷油|断电|斷電|锁车|鎖車|熄火|断油电/u

/** Dangerous as a word of its own, while `CLOCK` or `BLOCKED` are not. */
export const DANGEROUS_TOKENS: ReadonlySet<string> = new Set([
  'LOCK',
  'LOCKED',
  'CUT',
  'KILL',
  'IGNITIONOFF',
  'ENGINEOFF',
  'ACCOFF',
])

/** What lets a vehicle go again, to the letter: anything like it that is not exactly it counts as dangerous. */
export const RESTORING: readonly RegExp[] = [/^RELAY,0$/i, /^HFYD(,\d{1,10})?$/i, /^ENABLE$/i]

/** Reads the state of a relay: a command without arguments never changes anything. */
export const ASKING_FOR_THE_RELAY = /^RELAY$/i

/**
 * First words of commands that neither stop a vehicle nor set one going, whatever follows them. Arming is not among them: on
 * some devices an armed vehicle does not start.
 */
export const HARMLESS_VERBS: ReadonlySet<string> = new Set([
  'ACCALM',
  'ACCREP',
  'ANGLEREP',
  'APN',
  'ASETAPN',
  'ASETGMT',
  'BATALM',
  'CENTER',
  'CXZT',
  'DISTANCE',
  'EPARAM',
  'EURL',
  'FENCE',
  'FILELIST',
  'GFENCE',
  'GMT',
  'GPRSON',
  'GPRSSET',
  'GPSON',
  'HBT',
  'HEARTBEAT',
  'LANG',
  'MILEAGE',
  'MOVING',
  'PARAM',
  'PICTURE',
  'POSITION',
  'POWERALM',
  'PWRALM',
  'RESET',
  'SENALM',
  'SENDS',
  'SENSOR',
  'SERVER',
  'SOS',
  'SOSALM',
  'SPEED',
  'SPEEDALM',
  'STATUS',
  'TIMER',
  'URL',
  'VERSION',
  'VIBRATION',
  'VIDEO',
  'WHERE',
])

/**
 * Parameters of JT/T 808 (decimal ids) that only concern reporting: heartbeat and time-outs (1 to 7), when and how far
 * apart positions are told (32 to 47), the warning above a speed (85, 86).
 */
export function isHarmlessParameter(id: number): boolean {
  return (id >= 1 && id <= 7) || (id >= 32 && id <= 47) || id === 85 || id === 86
}

/** Template ids that cut on one node or another, whatever text stands beside them: 113 fixed, 163 by its parameter. */
export const CUTTING_TEMPLATE_IDS: ReadonlySet<number> = new Set([113, 163])

/** Kinds of hub instruction that only read, speak, or move pictures and sound. */
export const HARMLESS_HUB_KINDS: ReadonlySet<number> = new Set([
  33028, 33030, 33031, 33283, 33536, 34817, 34818, 34819, 34821, 37121, 37122, 37377, 37378, 37381, 37382,
  37383, 37384,
])

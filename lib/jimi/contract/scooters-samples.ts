// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const scooterSendAnswers = {
  ts: '{"code":100,"message":"Success"}',
}

export const scooterDetailAnswers = {
  ts: '{"code":0,"msg":"Operation success.","result":{"deviceImei":"860425040472944","scooterError":{"IoT":0,"accelerator":0,"battery":0,"brakeHandlebar":0,"controller":0,"dashboard":0,"motor":0,"voltage":0},"scooterProperties":{"ECUVersion":"0.1","batteryCapacity":22834,"batteryVoltage":36,"bluetoothVersion":"2.1","firmwareVersion":"c.0","scooterVersion":"3.0","speedLimit":50},"realtimeData":{"totalOdometer":14592,"batteryCycle":512,"batteryLevel":56,"batteryTemperature":23,"current":614.39,"currentOdometer":217.6,"remainingMileage":69.2,"speed":99.86,"voltage":460.94},"realtimeStatus":{"DLCC":0,"DLCCStatus":0,"acceleratorStatus":0,"brake":0,"settingBrakeLight":1,"charge":0,"settingFrontLight":0,"realFrontLight":0,"motoStatus":0,"realBrakeLight":0,"workingMode":0},"drivingSetting":{"DLCC":0,"drivingMode":2,"lightMode":0,"quickStart":1,"speedLimit":30,"speedUnit":0},"IoTModule":{"imsi":"0460045394000271","iccid":"89860433231880390271","BluetoothMac":"000000000000","satellite":11,"course":0,"gpsMode":0,"gpsSpeed":0,"gpsTime":"2019-05-09 18:41:12","lAC":0,"latitude":22.577137,"longitude":113.916756,"mCC":0,"mNC":0,"positioningType":"GPS","gsmSignal":4,"gpsStatus":0,"batteryVoltage":4.15}}}',
}

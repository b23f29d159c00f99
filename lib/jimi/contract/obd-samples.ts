// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const obdListAnswers = {
  pro: '{"code":0,"message":"success","data":{"currentPage":1,"pageSize":2,"startRow":0,"endRow":0,"totalRecord":2684,"totalPage":0,"result":[{"imei":"158511020000028","dataReportTime":"2024-05-09 10:25:00","odometerReading":"2049.6","deviceAccumulatedMileage":"142.9","remainingFuel":null,"remainingFuelPercentage":"58","coolantTemperature":"77","vehicleBatterVoltage":"118","currentRPM":"5016","currentSpeed":"88.5","vin":"LC0CG4CF1H0029191"},{"imei":"158511020000028","dataReportTime":"2024-05-09 1:27:23","odometerReading":"2048.6","deviceAccumulatedMileage":"143.9","remainingFuel":null,"remainingFuelPercentage":"56","coolantTemperature":"78","vehicleBatterVoltage":"118","currentRPM":"5016","currentSpeed":"95.5","vin":"LC0CG4CF1H0029191"}]}}',
}

export const obdFaultAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":{"currentPage":1,"pageSize":4,"startRow":0,"endRow":0,"totalRecord":6,"totalPage":0,"result":[{"imei":"202509999999994","deviceName":"VL502_E-99994","faultCode":"P1502","faultDetail":"High speed state of the vehicle - the front axle is faster than the rear axle","eventTime":"2024-07-03 08:16:49"},{"imei":"202509999999994","deviceName":"VL502_E-99994","faultCode":"U0464","faultDetail":"Invalid data received from the navigation control module","eventTime":"2024-07-03 08:46:49"}]}}',
}

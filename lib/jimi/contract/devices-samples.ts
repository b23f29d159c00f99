// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const deviceListAnswers = {
  pro: '{"code":0,"message":"success","result":[{"imei":"868120145233604","deviceName":"868120145233604","mcType":"GT300L","mcTypeUseScope":"personal","sim":"415451","expiration":"2037-04-01 23:59:59","activationTime":"2017-04-01 11:02:20","reMark":"test","vehicleName":null,"vehicleIcon":"bus","vehicleNumber":"粤B3604","vehicleModels":null,"carFrame":"2235","driverName":"driver","driverPhone":"13825036579","enabledFlag":1,"engineNumber":"8565674","deviceGroupId":"b54ab3c430864e31a64e54de44c79a1d","deviceGroup":"default group"}]}',
}

export const deviceDetailAnswers = {
  pro: '{"code":0,"message":"success","result":{"imei":"868120145233604","deviceName":"868120145233604","mcType":"GT300L","mcTypeUseScope":"personal","sim":"415451","expiration":"2037-04-01 23:59:59","activationTime":"2017-04-01 11:02:20","reMark":"test","vehicleName":null,"vehicleIcon":"bus","vehicleNumber":"粤B3604","vehicleModels":null,"carFrame":"2235","driverName":"driver","driverPhone":"13825036579","enabledFlag":1,"engineNumber":"8565674","iccid":"xxxxxxx","imsi":"xxxx","importTime":"2017-04-01 11:02:20","licensePlatNo":"8565674","VIN":"xxxxxxx","vehicleBrand":"xxxx","fuel_100km":"9","status":"8565674","currentMileage":"102.5","deviceGroupId":"b54ab3c430864e31a64e54de44c79a1d","deviceGroup":"default group"}}',
}

// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const locationListAnswers = {
  ts: '{"code":0,"message":"success","result":[{"imei":"868120145233604","deviceName":"868120145233604","icon":"bus","status":"0","posType":"GPS","lat":22.577282,"lng":113.916604,"hbTime":"2017-04-26 09:14:50","accStatus":"0","speed":"0","gpsTime":"2017-04-26 09:17:46","activationFlag":"1","expireFlag":"1","electQuantity":"60","locDesc":null,"powerValue":null}]}',
  pro: '{"code":0,"message":"success","result":[{"imei":"860121060369660","deviceName":"VL802-69660","mcType":"VL802","icon":"other","status":"1","posType":"GPS","lat":22.576562,"lng":113.943084,"hbTime":"2026-03-26 11:25:38","accStatus":"1","gpsSignal":"4","powerValue":null,"batteryPowerVal":"0.06","speed":"0","gpsNum":"15","gpsTime":"2026-03-18 10:20:37","direction":"0","activationFlag":"1","expireFlag":"1","electQuantity":"","locDesc":null,"distance":"-1","temperature":null,"trackerOil":"0.00L","trackerOils":null,"currentMileage":"0.6481649691599485","account":"FAETEST","customerName":"FAETEST","state":null,"stateTime":null,"iccid":"898608401024C0669758","mac":"","chargeStatus":null,"shutdown":null,"confidence":null}],"data":null}',
}

export const locationGetAnswers = {
  pro: '{"code":0,"message":"success","result":[{"imei":"868120145233604","deviceName":"868120145233604","icon":"bus","status":"0","posType":"GPS","lat":22.577282,"lng":113.916604,"hbTime":"2017-04-26 09:14:50","accStatus":"0","speed":"0","gpsNum":"11","gpsTime":"2017-04-26 09:17:46","activationFlag":"1","expireFlag":"1","electQuantity":"60","locDesc":null,"powerValue":null,"temperature":"86.5","trackerOil":null,"currentMileage":"86.5"}]}',
}

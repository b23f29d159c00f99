// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const trackMileageAnswers = {
  pro: '{"code":0,"message":"success","result":[{"imei":"3505831983422342","startTime":"2017-04-26 00:00:58","endTime":"2017-04-26 00:03:58","startLat":22.577144898887813,"startLng":113.91674845964586,"endLat":22.677144898887813,"endLng":113.92674845964586,"elapsed":2130,"distance":25000,"avgSpeed":90}],"data":[{"imei":"3505831983422342","totalMileage":60000}]}',
}

export const trackListAnswers = {
  ts: '{"code":0,"message":"success","result":[{"lat":22.577144898887813,"lng":113.91674845964586,"gpsTime":"2017-04-26 00:00:58","direction":0,"gpsSpeed":-1,"posType":3},{"lat":22.57708,"lng":113.916631,"gpsTime":"2017-04-26 00:01:30","direction":184,"gpsSpeed":0,"posType":1}]}',
  pro: '{"code":0,"message":"success","result":[{"lat":22.576607,"lng":113.943084,"gpsTime":"2026-03-18 09:40:46","direction":0,"gpsSpeed":0.0,"posType":1,"satellite":0,"ignition":"ON","accStatus":"ON","gpsMode":0,"confidence":null}],"data":{"mileage":0}}',
}

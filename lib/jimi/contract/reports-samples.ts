// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const alarmListAnswers = {
  ts: '{"code":0,"message":"success","result":[{"deviceName":"ABC-34352","IMEI":"343503422910345","model":"GT06N","account":"test1234","alertTypeId":"1002","alertType":"ACC On","alertTime":"2019-03-14 14:02:03","positioningTime":"2019-03-14 14:02:03","lat":22.577144898887813,"lng":113.91674845964586}]}',
  pro: '{"code":0,"message":"success","result":[{"deviceName":"ABC-34352","imei":"343503422910345","model":"GT06N","account":"test1234","alertTypeId":"1002","alarmTypeName":"ACC On","alertTime":"2019-03-14 14:02:03","positioningTime":"2019-03-14 14:02:03","lat":22.577144898887813,"lng":113.91674845964586,"speed":"10","geoid":"se8yg081p0qh5vnniqrakr1nr0tdh6a0"}]}',
}

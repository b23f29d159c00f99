// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const parkingReportAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":{"totalTime":"185641","dataTotalRows":"2","rows":[{"imei":"869247060001739","startTime":"2022-12-10T01:05:33.000Z","endTime":"2022-12-10T04:17:48.000Z","durSecond":"11535","lng":113.943093,"lat":22.576748,"addr":"Shigu Road, 松坪村, Xili Sub-district, Nanshan distri...","deviceName":"JC450Pro-01739","mcType":"JC450Pro","acc":"on","stopSecond":"11535"}]}}',
}

export const fenceVisitsAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":{"totalTime":"0","dataTotalRows":"2","rows":[{"imei":"869247060001739","deviceName":"JC450Pro-01739","fenceName":"geofence1","enterTime":"2022-12-10T01:05:33.000Z","exitTime":"2022-12-10T04:17:48.000Z","duration":"11535"},{"imei":"869247060001739","deviceName":"JC450Pro-01739","fenceName":"geofence1","enterTime":"2022-12-10T01:05:33.000Z"}]}}',
}

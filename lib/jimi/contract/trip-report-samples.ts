// The vendor prints no sample of this answer. These are put together from its field tables and what clients have met.

export const tripReportAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":{"dayList":[{"imei":"869247060001739","deviceName":"JC450Pro-01739","tripsData":[{"Searchdate":"2022-12-10","tripNum":1,"inTotal":{"totalDis":"12.4","travelTime":"1260","totalTime":"00:21:00","totalAvgSpeed":"35.4","allTotalMaxSpeed":"61","totalFuel":"1.1","oilWear":"9"},"dayData":[{"imei":"869247060001739","startTime":"2022-12-10 01:05:33","endTime":"2022-12-10 01:26:33","startLat":"22.576748","startLng":"113.943093","endLat":"22.544382","endLng":"114.004037","totalMileage":"12.4","travelTime":"1260","averageSpeed":"35.4","maxSpeed":"61","oilWear":"9","fuel":"1.1","startMileage":"1020.1","endMileage":"1032.5"}]}],"inTotal":{"allTrips":"1","totalDis":"12.4","travelTime":"1260","totalTime":"00:21:00","totalAvgSpeed":"35.4","allTotalMaxSpeed":"61","totalFuel":"1.1","oilWear":"9"}}],"datDatas":null}}',
}

export const tripReportByDay =
  '{"code":0,"message":"success","result":null,"data":{"dayList":null,"datDatas":[{"deviceName":"JC450Pro-01739","deviceImei":"869247060001739","data":[{"date":"2022-12-10","totalTrips":"1","averageSpeed":"35.4","fuel":"1.1","maxSpeed":"61","oilWear":"9","totalMileage":"12.4","travelTime":"00:21:00"}]}]}}'

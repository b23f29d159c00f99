// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const rfidListAnswers = {
  pro: '{"code":0,"message":"success","data":{"currentPage":1,"pageSize":10,"startRow":1,"endRow":10,"totalRecord":34,"totalPage":4,"result":[{"imei":"890768902346789","cardId":"278907","operationTime":"2024-04-22 09:12:23","photo":""}]}}',
}

export const dltReportAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":[{"deviceName":"JC371-00643","deviceStatus":1,"driverNo":null,"driverName":null,"numberPlate":null,"status":0,"operationTime":"2025-10-27 10:43:07","coordinates":"113.943096,22.576624","imei":"865478070000643","dlt":"232000455700107"},{"deviceName":"JC371-00643","deviceStatus":2,"driverNo":null,"driverName":null,"numberPlate":null,"status":0,"operationTime":"2025-10-27 10:42:09","coordinates":"113.943108,22.576613","imei":"865478070000643","dlt":"232000455700107"}]}',
}

// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const childListAnswers = {
  pro: '{"code":0,"message":"success","result":[{"account":"123123","name":"test","type":8,"displayFlag":1,"address":null,"birth":"2017-04-22 00:00:00","companyName":"","email":"","phone":"","language":"zh","sex":0,"enabledFlag":1,"remark":null}]}',
}

// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const instructionListAnswers = {
  pro: '{"code":0,"message":"success","result":[{"id":81,"orderName":"SOS setting","orderContent":"SOS,A,{0},{1},{2}#","orderExplain":"SOS is used for receive alerts and SOS alerts. SOS number should have 3-20 numbers.","orderMsg":"","isOffLine":"1"},{"id":163,"orderName":"Fuel/Power Remote Control","orderContent":"RELAY,{0}#","orderExplain":null,"orderMsg":null,"isOffLine":"0"},{"id":99,"orderName":"User defined command","orderContent":"{0}","orderExplain":null,"orderMsg":null,"isOffLine":"0"}]}',
}

export const instructionSendAnswers = {
  pro: '{"code":0,"message":"command is successfully sent.","result":null}',
}

export const instructionRefused =
  '{"code":12005,"message":"Fail to send command. Result code:226","result":null}'

export const instructionResultAnswers = {
  pro: '{"code":0,"message":"success","result":[{"codeId":"99","code":"status#","content":"Parameter error","isExecute":"4","sendTime":"2017-06-19 11:46:00","sender":"jimitest","receiveDevice":"868120111111117","isOffLine":"1","idsource":"User-defined command"}]}',
}

export const rawSendAnswers = {
  pro: '{"code":0,"message":"command is successfully sent.","result":null}',
}

// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const expirationUpdateAnswers = {
  pro: '{"code":0,"message":"success","result":[{"imei":"868120145233604","update_result":"0","update_msg":"update success"},{"imei":"868120145233605","update_result":"1","update_msg":"update failed, reason:xxxxxx"}]}',
}

export const deviceUpdateAnswers = {
  pro: '{"code":0,"message":"Vehicle information modification successful","result":null}',
}

export const deviceMoveAnswers = {
  pro: '{"code":0,"message":" Transfer/Sell Equipment Successfully ","result":null,"data":null}',
}

export const deviceBindAnswers = {
  pro: '{"code":0,"message":"success"}',
}

export const deviceUnbindAnswers = {
  pro: '{"code":0,"message":"success"}',
}

// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const groupCreateAnswers = {
  pro: '{"code":0,"message":"success","result":{"group_id":"534d23f1b28c44319f4f8ba0cda5b7e6","group_name":"device group 1"}}',
}

export const groupUpdateAnswers = {
  pro: '{"code":0,"message":"success"}',
}

export const groupDeleteAnswers = {
  pro: '{"code":0,"message":"success"}',
}

export const groupListAnswers = {
  pro: '{"code":0,"message":"success","result":[{"group_id":"b2ac10536171474eb0c151c7bb606f3d","group_name":"Default group"},{"group_id":"298b949bacbb4badae597ba1fdb629be","group_name":"22221"},{"group_id":"05cbdd380ca14c2e89b2ab59904f51b7","group_name":"CVCVXCV"}]}',
}

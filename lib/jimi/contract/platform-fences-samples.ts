// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const fenceCreateAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":"c33b80d46d2b41d588a5afbd6f8b6285"}',
}

export const fenceUpdateAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":"c33b80d46d2b41d588a5afbd6f8b6285"}',
}

export const fenceDeleteAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":null}',
}

export const fenceBindAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":"3"}',
}

export const fenceListAnswers = {
  pro: '{"code":0,"message":"success","result":{"total":294,"rows":[{"fence_id":"dfab43ea3e7a40e987056c857cccae7b","fence_name":"test fence","fence_type":"circle","fence_color":"#3b7aff","coordinates":"22.544382,114.004037","radius":"4153","description":"","imeis":"231011234567990,869247060001655,868598060001827,869247060001259","alert_type":"in","stay_time_out":null,"stay_time_in":null,"account":"hao001"}]}}',
}

export const fenceDetailAnswers = {
  pro: '{"code":0,"message":"success","result":{"fence_id":"dfab43ea3e7a40e987056c857cccae7b","fence_name":"test fence","fence_type":"circle","fence_color":"#3b7aff","coordinates":"22.544382,114.004037","radius":"4153","description":"","imeis":"231011234567990,869247060001655,868598060001827,869247060001259","alert_type":"in","stay_time_out":null,"stay_time_in":null,"account":"hao001"}}',
}

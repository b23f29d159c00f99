// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const livePageAnswers = {
  pro: '{"code":0,"message":"Vehicle information modification successful","result":{"lat":22.577144898887813,"lng":113.91674845964586,"gpsTime":"2017-04-26 00:00:58","direction":0,"gpsSpeed":-1,"posType":3,"satellite":11,"VIN":"V12345","plateNo":"ABC-12345","UrlCamera":"https://www.domain.com/device/video/35408343202342345"}}',
}

export const captureAnswers = {
  pro: '{"code":0,"message":"Operation successful","result":{"code":"255","data":"1.3.3","msg":"通信成功响应","cmdSeqNo":"1"}}',
}

export const captureOffline =
  '{"code":-1,"message":"Operation successful","result":{"code":"228","data":"1.3.3","msg":"设备不在线","cmdSeqNo":"1"}}'

export const uploadAnswers = {
  pro: '{"code":0,"message":"Operation successful","result":{"code":"255","data":"1.3.3","msg":"Successful response","cmdSeqNo":"1"}}',
}

export const orderedMediaAnswers = {
  pro: '{"code":0,"message":"Operation successful","result":[{"thumb_URL":"Q9GLAFFqfCrYF6YfQAcON4w4Ezs=/lhWse7ie3wtFrjuQZ22dLAk5CSaR","file_URL":"357730090345670_3949477_2019_04_29_12_32_38_01","mime_type":"video/mp4","create_time":"2019-04-29 10:32:43","media_type":2,"camera":1,"file_size":9949087},{"thumb_URL":"Q9GLAFFqfCrYF6YfQAcON4w4Ezs=/FhCrZEIy3518sR_ylOlqDg7w3Ju-","file_URL":"351609080120911_3949476_2019_04_29_18_32_12","mime_type":"video/3gpp","create_time":"2019-04-29 10:32:42","media_type":2,"camera":1,"file_size":2411318}]}',
}

export const mediaAnswers = {
  pro: '{"code":0,"message":"Operation successful","result":[{"thumb_URL":"http://file.example:8081/normal/get?fileKey=2021_01_20_09_17_49_I_28.jpg","file_URL":"http://file.example:8081/normal/get?fileKey=357730090564767_29057540_2021_01_20_09_17_49_I_28_128.mp4","create_time":1611105520,"mime_type":"video/mp4","media_type":2,"alarm_time":1611105469,"camera":0,"file_size":"12108649"}]}',
}

export const eventMediaAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":{"currentPage":1,"pageSize":3,"startRow":0,"endRow":0,"totalRecord":72,"totalPage":24,"result":[{"imei":"862798051058689","event_type_id":"147","event_type":"Collision Alert(DVR)","lat":"22.576639","lng":"113.943077","alarm_time":1756450743,"create_time":1756450743,"fileList":[{"media_type":2,"mime_type":"video/mp4","thumb_URL":"https://file.example/normal/get?fileKey=a","file_URL":"https://file.example/normal/get?fileKey=b","camera":1,"file_size":"17495844"}]}]}}',
}

export const liveStreamAnswers = {
  pro: '{"code":0,"message":"success","result":"http://stream.example:11014/1/869247060113161.flv?secret=035c73f7","data":null}',
}

export const historyOrderAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":null}',
}

export const historyListAnswers = {
  pro: '{"code":0,"message":"success","result":[{"channel":"0","beginTime":"2025-11-13 10:34:19","endTime":"2025-11-13 10:35:19","alarmFlag":null,"resourceType":null,"codeType":2,"storageType":null,"fileSize":null,"sortBeginTime":1763030059000,"fileName":"2025_11_13_10_34_19_01.mp4"}],"data":null}',
}

export const historyListOfSpans =
  '{"code":0,"message":"success","result":[{"channel":"1","beginTime":"2025-11-13 13:55:41","endTime":"2025-11-13 13:58:42","alarmFlag":0,"resourceType":0,"codeType":2,"storageType":0,"fileSize":6630206,"sortBeginTime":1763042141000,"fileName":null}],"data":null}'

export const playbackAnswers = {
  pro: '{"code":0,"message":"success","result":"ws://stream.example:11014/1/865478070000239.history.flv?secret=035c73","data":null}',
}

export const closeStreamAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":null}',
}

export const fileListAnswers = {
  pro: '{"code":0,"message":"Operation successful","result":{"code":"255","data":"1.3.3","msg":"Successful response","cmdSeqNo":"1"}}',
}

export const fileListNames =
  '{"code":0,"message":"Operation successful","result":"2018_03_29_16_51_45.mp4,2018_03_29_16_52_46.mp4,"}'

export const rtmpAnswers = {
  pro: '{"code":0,"message":"success","result":"rtmp://stream.example:1935/0/353376110035950?uId=openapi8b79&vhost=8&user=172&expire_stamp=1595923486798&ext=&channel=0&token=25b4"}',
}

export const rtmpOffline = '{"code":228,"message":"The device is not online","result":"null"}'

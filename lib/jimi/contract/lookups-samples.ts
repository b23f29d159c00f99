// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const shareUrlAnswers = {
  pro: '{"code":0,"message":"success","result":{"URL":"data.16180track.com/api/share?ver=2&method=trackDevice_abr&deviceinfo=7ae7c62385f2067f164002db315854a969a40e3888021cb01dc8f2183ca08dbbd8581f6bb86df4c2e3e1b887cb67c21039b4c0ced18fdf8dd08e0460c5edd13ad87e16dca9702ce6"}}',
}

export const addressGetAnswers = {
  pro: '{"code":0,"message":"success","result":{"lat":40.65615416521587,"lng":109.89894039833524,"accuracy":0}}',
}

export const tagMessagesAnswers = {
  pro: '{"code":0,"message":"success","result":[{"lng":113.943054,"lat":22.576609,"gpsTime":1734593340,"directions":"0","gpsSpeed":-1.0,"positionType":"5","gpsNum":3}]}',
}

export const tagRefreshAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":null}',
}

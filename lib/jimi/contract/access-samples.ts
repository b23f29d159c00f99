// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const tokenGetAnswers = {
  pro: '{"code":0,"message":"success","result":{"appKey":"8FB345B8693CCD003CC2DAB61EC8791D","account":"jimitest","accessToken":"7da3330ec28e3996b6ef4a7e3390ba71","expiresIn":60,"refreshToken":"7da3330ec28e3996b6ef4a7e3390ba71","time":"2017-06-15 10:00:00"}}',
}

export const tokenRefreshAnswers = {
  pro: '{"code":0,"message":"success","result":{"appKey":"8FB345B8693CCD003CC2DAB61EC8791D","account":"jimitest","accessToken":"7da3330ec28e3996b6ef4a7e3390ba71","expiresIn":60,"refreshToken":"7da3330ec28e3996b6ef4a7e3390ba71","time":"2017-06-15 10:00:00"}}',
}

// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const deviceFenceCreateAnswers = {
  pro: '{"code":0,"message":"Successfully create geo-fence.","result":"5"}',
}

export const deviceFenceDeleteAnswers = {
  pro: '{"code":0,"message":"delete the geo-fence successfully","result":null}',
}

// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const childCreateAnswers = {
  pro: '{"code":0,"message":"Vehicle information modification successful","result":null}',
}

export const childDeleteAnswers = {
  pro: '{"code":0,"message":"Vehicle information modification successful","result":null}',
}

export const childMoveAnswers = {
  pro: '{"code":0,"message":"Vehicle information modification successful","result":null}',
}

export const childUpdateAnswers = {
  pro: '{"code":0,"message":"Account update success!","result":null,"data":null}',
}

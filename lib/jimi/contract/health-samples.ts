// The vendor's own sample answers of this chapter, letter for letter. Tests hold the codecs against them.

export const healthAnswers = {
  pro: '{"code":0,"message":"success","result":null,"data":{"currentSteps":327,"currentBloodOxygen":99,"currentHeartRate":70,"historyHealthVOList":[{"avgBloodOxygen":0,"avgHeartRate":0,"postTime":"2025-11-04 00:00:00","step":0},{"avgBloodOxygen":98,"avgHeartRate":70,"postTime":"2025-11-04 06:00:00","step":327}],"healthPostTime":"2025-11-04 06:28:55"}}',
}

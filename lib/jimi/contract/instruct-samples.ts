// The vendor's own sample answers of the hub, letter for letter. Tests hold the codecs against them.

export const onlineAnswer =
  '{"code":0,"msg":"success","data":{"_msg":null,"_code":"100","_imei":"862798051583785","_content":"OK!","_serverFlagId":1}}'

export const parameterAnswer =
  '{"code":0,"msg":"success","data":{"_msg":"Command communication successful response","_code":"100","_imei":"860112070347838","_proNo":260,"_content":"{\\"paramCount\\":\\"6\\",\\"1\\":\\"180\\",\\"24\\":\\"21122\\"}","_serverFlagId":0}}'

export const queuedAnswer =
  '{"code":0,"msg":"The device is offline or timed out, and the command is converted to an offline command","data":{"_code":"600","_imei":"869058070151343","_msg":"request timeout"}}'

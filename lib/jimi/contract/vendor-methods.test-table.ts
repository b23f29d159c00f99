// Every method the vendor documents, as its documents list it: for the test that none is missing here. For tests.

export type VendorMethod = {
  name: string
  access: string
  profiles: readonly string[]
  /** Parameters without which the vendor refuses a call, the token aside. */
  required: readonly string[]
  optional: readonly string[]
  /** Of each group at least one must be there: other spellings, or alternatives. */
  oneOf: readonly (readonly string[])[]
}

/** Access, profiles, name, parameters. `a|b`: one of them. `a?`: may be left out. */
const LIST = `
  read ts+pro jimi.oauth.token.get user_id user_pwd_md5 expires_in
  read ts+pro jimi.oauth.token.refresh refresh_token expires_in
  read ts+pro jimi.user.device.list target
  read ts+pro jimi.track.device.detail imei
  write ts+pro jimi.user.device.expiration.update imei_list new_expiration
  write ts+pro jimi.open.device.update imei device_name? vehicle_name? vehicle_icon? vehicle_number? vehicle_models? driver_name? driver_phone? device_status? sim? remarks? oilWear? deviceGroupId? mileage?
  write pro jimi.open.device.move src_account dest_account imeis cleanBindFlag?
  write pro jimi.open.device.bind imei user_id
  write pro jimi.open.device.unbind imei user_id
  write pro jimi.device.group.create account group_name
  write pro jimi.device.group.update group_id group_name
  write pro jimi.device.group.delete group_id
  read pro jimi.device.group.list account
  read ts+pro jimi.user.device.location.list target map_type?
  read ts+pro jimi.device.location.get imeis|imei map_type?
  read ts+pro jimi.device.location.URL.share imei
  read ts+pro jimi.device.track.mileage imeis begin_time end_time start_row? page_size?
  read ts+pro jimi.device.track.list imei begin_time end_time map_type?
  read ts+pro jimi.lbs.address.get imei lbs|wifi
  read pro jimi.open.platform.report.parking account imeis start_time end_time start_row page_size acc_type
  read pro jimi.device.location.getTagMsg imei|imeis
  write pro jimi.device.location.updateTagDevices imeis
  read ts+pro jimi.device.live.page.url imei type? voice? V? token?
  write pro jimi.device.meida.cmd.send imei camera mediaType shootTime?
  write pro jimi.device.history.cmd.send imei type camera fileName|time
  read ts+pro jimi.device.media.URL imei camera media_type start_time? end_time? token? page_no? page_size?
  read pro jimi.device.jimi.media.URL imei camera media_type start_time? end_time? token? page_no? page_size?
  read pro jimi.device.media.event.URL imeis media_type start_time end_time page_no page_size event_type?
  write pro jimi.device.media.live.stream imei channel appId
  write pro jimi.device.media.history.list.cmd imei channel dateTime instructionId appId
  read pro jimi.device.media.history.list.get instructionId
  write pro jimi.device.media.history.stream imei appId channel|channal fileNameList|beginTime endTime?
  write pro jimi.device.media.close.stream imei type appId channel|channal
  write ts+pro jimi.device.history.file.list imei type
  write ts+pro jimi.open.video.rtmp.url imei
  read ts+pro jimi.open.instruction.list imei
  write ts+pro jimi.open.instruction.send imei inst_param_json
  read ts+pro jimi.open.instruction.result imei
  write pro jimi.open.instruction.raw.send imei raw_cmd
  write ts+pro jimi.open.device.fence.create imei fence_name alarm_type report_mode alarm_switch lng lat radius zoom_level map_type
  write ts+pro jimi.open.device.fence.delete imei instruct_no
  write pro jimi.open.platform.fence.create account fence_name fence_type geom fence_color? radius? description?
  write pro jimi.open.platform.fence.update account fence_id fence_name fence_type geom fence_color? radius? description?
  write pro jimi.open.platform.fence.delete account fence_id
  write pro jimi.open.platform.fence.bind fence_id imeis? alert_type? stay_time_in? stay_time_out?
  read pro jimi.open.platform.fence.list account page_no? page_size?
  read pro jimi.open.platform.fence.detail fence_id
  read pro jimi.open.platform.fence.duration account imeis start_time end_time start_row page_size fence_id?
  read ts+pro jimi.device.alarm.list imei|imeis alertTypeId? begin_time? end_time? page_no? page_size?
  read pro jimi.open.platform.report.trips account imeis type start_time end_time start_row page_size
  read pro jimi.open.device.rfid.list account begin_time end_time imeis? card_ids? page_no? page_size?
  read pro jimi.device.health.data imei query_type
  read pro jimi.open.platform.dlt.report start_time end_time imei? dlt?
  read pro jimi.device.obd.list account imeis start_time end_time page_no page_size
  read pro jimi.device.obd.fault account imeis start_time end_time page_no page_size
  read ts+pro jimi.user.child.list target
  write ts+pro jimi.user.child.create account_id nick_name account_type password Email permissions super_account? telephone? contact_person? company_name?
  write ts+pro jimi.user.child.del account_id super_account?
  write ts+pro jimi.user.child.move account target_account
  write pro jimi.user.child.update edit_account nick_name Email permissions telephone? contact_person? company_name?
  write ts jimi.scooter.instruction.send imei cmd_code
  read ts jimi.scooter.device.detail imei
`

export const VENDOR_METHODS: readonly VendorMethod[] = LIST.trim().split('\n').map(methodOf)

function methodOf(line: string): VendorMethod {
  const [access = '', profiles = '', name = '', ...parameters] = line.trim().split(' ')
  const plain = parameters.filter((each) => !each.includes('|'))
  return {
    name,
    access,
    profiles: profiles.split('+'),
    required: plain.filter((each) => !each.endsWith('?')),
    optional: plain.filter((each) => each.endsWith('?')).map((each) => each.slice(0, -1)),
    oneOf: parameters.filter((each) => each.includes('|')).map((each) => each.split('|')),
  }
}

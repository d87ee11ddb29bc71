const MENTION = /@[^\s@，。,!！?？:：]{1,30}/g
const PLACES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
/** The letters of the place stay: they make the shape. */
const PLATE = new RegExp(`([${PLACES}][A-Za-z][.· -]?)[A-Za-z0-9]{4,6}`, 'g')
const PHONE = /(?<!\d)(1[3-9])(\d(?:[- ]?\d){8})(?!\d)/g
const SPELLED_PHONE = /([一幺][三五七八九])([零〇一二三四五六七八九幺]{9})/g
const WECHAT = /((?:微信|[vV薇威]信|wx|vx|VX)号?[:： ]*)([A-Za-z][\w-]{4,19})/g
/** An account, an order, a VIN: six or more letters and digits in a row, or five digits. */
const ACCOUNT = new RegExp(`(?<![\\w${PLACES}])(?!1[3-9]0[0-]*\\b)(?:(?=[A-Za-z_-]*\\d)\\w[\\w-]{5,}|\\d{5,})`, 'g')

const shapeOf = (word: string) => word.replace(/[A-Za-z]/g, 'x').replace(/\d/g, '0')

/**
 * The text without what tells who it is about: phones, plates, accounts and names are replaced by others of the same
 * shape, in which the model sees what it saw before.
 */
export const maskPersonal = (text: string): string =>
  text
    .replace(MENTION, '@车友')
    .replace(PHONE, (_all, start: string, rest: string) => start + shapeOf(rest))
    .replace(SPELLED_PHONE, (_all, start: string, rest: string) => start + '零'.repeat(rest.length))
    .replace(WECHAT, (_all, word: string, account: string) => word + shapeOf(account))
    .replace(ACCOUNT, shapeOf)
    .replace(PLATE, (_all, place: string) => `${place}00000`)

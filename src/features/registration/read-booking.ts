import { findWhen, type When } from '../../kit/chinese/when.js'

export interface Booking {
  service: string
  /** Null when no time in the future is named. */
  when: When | null
}

const SERVICES =
  '首保|首次保养|小保养|大保养|保养|维修|修车|钣金|喷漆|洗车|年检|年审|检查|检测|四轮定位|换(?:轮)?胎|换机油|贴膜|试驾'
const BOOKING = new RegExp(
  `(?:预约|约)(?:一?[个次下])?(?:做|去)?(?:一?[个次下])?(${SERVICES})|(?:预约|约)[^。！!?？]{1,14}(?:做|来|去)?(${SERVICES})|^book\\s+(service|repair)`,
  'i',
)
const ABOUT_PRICE = /多少钱|价格|费用|优惠|打折/

/** 预约保养 周六上午, 想约后天下午做首保: null when nothing is to be booked. `at` (UTC ms) is when it was said. */
export function readBooking(said: string, at: number, zone: string): Booking | null {
  const found = BOOKING.exec(said)
  const service = found?.[1] ?? found?.[2] ?? found?.[3]
  if (!service || ABOUT_PRICE.test(said) || /取消|不(?:想|要)?(?:预约|约)/.test(said)) return null
  const when = findWhen(said, at, zone)
  return { service, when: when && when.at > at ? when : null }
}

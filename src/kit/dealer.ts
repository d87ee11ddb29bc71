import type { Locale } from './texts.js'
import type { WorkingHours } from './working-hours.js'

/** What the bot needs to know of the store that it works for. */
export interface Dealer {
  name: string
  /** `brand + 车主` is the start of every name card. */
  brand: string
  /** IANA time zone of the business. */
  zone: string
  locale: Locale
  /** So long newcomers are collected for one greeting, ms. */
  greetWithin: number
  /** So many days the rules only watch a group that is new. */
  watchDays: number
  /** When somebody is there to answer. */
  hours: WorkingHours
  /** Where customers reach the web server, without a slash at the end; unset: nobody is sent a link. */
  publicUrl?: string
}

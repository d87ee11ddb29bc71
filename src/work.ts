import { TELL_SEAT, tellGroupsWithout, tellSeat, tickActivities } from './features/activities/index.js'
import { START_BROADCAST, startBroadcast } from './features/broadcasts/index.js'
import { careForCustomers, careForGroups, earnBirthdays } from './features/care/index.js'
import { type Learner, learnAtNight } from './features/corrections/index.js'
import {
  blankOldWords,
  confirmCar,
  eraseCustomer,
  proposeClasses,
  remindReview,
  reviewClasses,
  tagByRules,
} from './features/customers/index.js'
import { EARN_POINTS } from './features/earn-points.js'
import { fetchForecast } from './features/forecast.js'
import { remindUnanswered, reportAnswerTimes } from './features/inquiries/index.js'
import { announceIncident, measureGroups, tellDigest, tellHealth } from './features/insight/index.js'
import { tellCallers, tellInvitations } from './features/invitations/index.js'
import type { JobDeps } from './features/job-deps.js'
import {
  askForCallBack,
  escalateUnclaimed,
  remindOfContacts,
  tellArrived,
  tellDue,
  tellOwners,
  tellSleeping,
  tellWaiting,
  tellWinBack,
} from './features/leads/index.js'
import { matchPhone } from './features/merging/index.js'
import { greetTogether, listStrangers, sweepCards } from './features/onboarding/index.js'
import { MATCH_PHONE } from './features/phone-left.js'
import { expirePoints, followMerge, noticeExpiry, payEarning } from './features/points/index.js'
import { remindPromise } from './features/promises/index.js'
import { sweepRadar } from './features/radar/index.js'
import { recallLastMessages, runReplay, tellWatched } from './features/rules/index.js'
import { type Jobs, sweepJobs } from './jobs/index.js'
import type { Vault } from './kit/crypto.js'
import type { GetForecast } from './kit/weather/forecast.js'
import { mergeCustomers } from './pipeline/steps.js'
import { THRESHOLDS } from './understanding/index.js'
import type { Understand } from './understanding/meaning.js'

interface WorkOptions {
  now(): JobDeps
  understand: Understand
  vault: Vault
  learner?: Learner
  weather?: GetForecast
}

/** The timetable: what steps put off until later, and what the clock starts (cron, in the dealer's zone). */
export function defineWork(jobs: Jobs, { now, understand, vault, learner, weather }: WorkOptions): void {
  jobs.schedule('jobs.sweep', '15 4 * * *', () => sweepJobs(now().store, now().now))

  jobs.define(START_BROADCAST, (payload, dueAt) => startBroadcast({ ...now(), vault }, payload, dueAt))

  jobs.schedule('care.customers', '40 9 * * *', () => careForCustomers(now()))
  jobs.schedule('care.groups', '20 9 * * *', () => careForGroups(now()))

  jobs.define('customers.erase', (payload) => eraseCustomer({ ...now(), vault }, payload))
  jobs.define('customers.confirm', (payload) => confirmCar(now(), payload))
  jobs.schedule('customers.propose', '45 17 * * *', () => proposeClasses(now()))
  jobs.schedule('customers.review', '15 9 1 */3 *', () => reviewClasses(now()))
  jobs.schedule('customers.remind_review', '20 9 * * *', () => remindReview(now()))
  jobs.schedule('customers.tags', '40 4 * * *', () => tagByRules(now()))
  jobs.schedule('customers.retention', '25 4 * * *', () => blankOldWords(now()))

  jobs.define(MATCH_PHONE, (payload) => matchPhone({ ...now(), vault, merge: mergeCustomers }, payload))

  jobs.define('onboarding.greet', (payload) => greetTogether(now(), payload))
  jobs.schedule('onboarding.sweep', '0 10 * * *', () => sweepCards({ ...now(), understand }))
  jobs.schedule('onboarding.strangers', '10 9 * * 1', () => listStrangers(now()))

  jobs.define('rules.sweep', (payload) => recallLastMessages(now(), payload))
  jobs.define('rules.replay', (payload) => runReplay({ ...now(), understand, thresholds: THRESHOLDS }, payload))
  jobs.schedule('rules.watched', '40 8 * * *', () => tellWatched(now()))

  jobs.defineTogether('inquiries.unanswered', (payloads) => remindUnanswered(now(), payloads))
  jobs.schedule('inquiries.week', '0 9 * * 1', () => reportAnswerTimes(now()))
  jobs.define('promises.due', (payload) => remindPromise(now(), payload))

  jobs.define('incidents.opened', (payload) => announceIncident(now(), payload))
  jobs.schedule('groups.measure', '10 4 * * *', () => measureGroups(now()))
  jobs.schedule('groups.digest', '30 20 * * *', () => tellDigest(now()))
  jobs.schedule('groups.health', '5 9 * * 1', () => tellHealth(now()))

  jobs.schedule('activities.tick', '*/30 8-20 * * *', () => tickActivities({ ...now(), vault }))
  jobs.define(TELL_SEAT, (payload) => tellSeat(now(), payload))
  jobs.schedule('activities.without', '15 9 1 * *', () => tellGroupsWithout(now()))

  jobs.defineTogether('leads.unclaimed', (payloads) => escalateUnclaimed(now(), payloads))
  jobs.define('leads.arrived', (payload) => tellArrived(now(), payload))
  jobs.defineTogether('leads.owner', (payloads) => tellOwners(now(), payloads))
  jobs.defineTogether('leads.call_back', (payloads) => askForCallBack(now(), payloads))
  jobs.schedule('leads.due', '30 8 * * *', () => tellDue(now()))
  jobs.schedule('leads.waiting', '32 8 * * *', () => tellWaiting(now()))
  jobs.schedule('leads.win_back', '50 8 * * *', () => tellWinBack(now()))
  jobs.schedule('leads.remind', '*/15 8-20 * * *', () => remindOfContacts(now()))
  jobs.schedule('leads.sleeping', '20 9 1 * *', () => tellSleeping(now()))

  jobs.define('invitations.tell', (payload) => tellCallers(now(), payload))
  jobs.schedule('invitations.progress', '50 17 * * *', () => tellInvitations(now()))
  jobs.schedule('radar.sweep', '25 9 1 * *', () => sweepRadar(now()))

  jobs.define(EARN_POINTS, (payload) => payEarning(now(), payload))
  jobs.define('points.merge', (payload) => followMerge(now(), payload))
  jobs.schedule('points.birthdays', '5 8 * * *', () => earnBirthdays(now()))
  jobs.schedule('points.expire', '10 2 * * *', () => expirePoints(now()))
  jobs.schedule('points.notice', '15 10 * * *', () => noticeExpiry(now()))

  if (weather)
    jobs.schedule('weather.fetch', '40 7,14 * * *', () => fetchForecast({ ...now(), weather }), { isSlow: true })
  if (learner)
    jobs.schedule('learning.night', '30 3 * * *', () => learnAtNight({ ...now(), learner }), { isSlow: true })
}

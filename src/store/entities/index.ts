import { AccountState } from './account-state.js'
import { Activity } from './activity.js'
import { Arrival } from './arrival.js'
import { AuditEntry } from './audit-entry.js'
import { Broadcast } from './broadcast.js'
import { BroadcastTarget } from './broadcast-target.js'
import { CareNote } from './care-note.js'
import { ChannelAccount } from './channel-account.js'
import { Contact } from './contact.js'
import { Correction } from './correction.js'
import { Customer } from './customer.js'
import { CustomerMatch } from './customer-match.js'
import { CustomerMerge } from './customer-merge.js'
import { CustomerTag } from './customer-tag.js'
import { EndedSession } from './ended-session.js'
import { Group } from './group.js'
import { GroupDay } from './group-day.js'
import { GroupTalk } from './group-talk.js'
import { Incident } from './incident.js'
import { Inquiry } from './inquiry.js'
import { Interest } from './interest.js'
import { Invitation, Invitee } from './invitation.js'
import { InviteCode } from './invite-code.js'
import { Job } from './job.js'
import { JoinRequest } from './join-request.js'
import { KnowledgeEntry } from './knowledge-entry.js'
import { Lead } from './lead.js'
import { LeadEvent } from './lead-event.js'
import { Member } from './member.js'
import { MemberMark } from './member-mark.js'
import { Message } from './message.js'
import { OneTimeCode } from './one-time-code.js'
import { OutboxItem } from './outbox-item.js'
import { PointAccount } from './point-account.js'
import { PointEntry } from './point-entry.js'
import { PointTransfer } from './point-transfer.js'
import { Poll } from './poll.js'
import { PollVote } from './poll-vote.js'
import { RadarEntry } from './radar-entry.js'
import { Referral } from './referral.js'
import { Registration } from './registration.js'
import { Reward } from './reward.js'
import { Rsvp } from './rsvp.js'
import { RuleReplay } from './rule-replay.js'
import { Sanction } from './sanction.js'
import { SecondOpinion } from './second-opinion.js'
import { ServiceBooking } from './service-booking.js'
import { Setting } from './setting.js'
import { StaffAccount } from './staff-account.js'
import { StaffPromise } from './staff-promise.js'
import { Understanding } from './understanding.js'
import { Vehicle } from './vehicle.js'
import { VehicleFact } from './vehicle-fact.js'
import { Violation } from './violation.js'
import { Voucher } from './voucher.js'
import { WrongCode } from './wrong-code.js'

export { type ActivityPlan, GUEST_KINDS, type GuestKind } from './activity.js'
export { type Audience, NEW_BROADCAST } from './broadcast.js'
export { type CustomerClass, NEW_CUSTOMER, type Profile } from './customer.js'
export type { Journal, Moved, MovedPoints } from './customer-merge.js'
export type { GroupKind, GroupSettings, LadderStep, Presence, RuleMode, RuleName } from './group.js'
export type { IncidentWord } from './incident.js'
export { INVITEE_STATES } from './invitation.js'
export {
  FOLLOWED_LEADS,
  LEAD_SOURCES,
  type LeadEvidence,
  type LeadGrade,
  type LeadLevel,
  type LeadSource,
  type LeadState,
  OPEN_LEADS,
  type Reminded,
} from './lead.js'
export type { MemberSigns } from './member-mark.js'
export type { OutboxState } from './outbox-item.js'
export { EARN_REASONS, type EarnReason } from './point-transfer.js'
export type { RadarReason } from './radar-entry.js'
export type { Field } from './registration.js'
export { NEW_RSVP } from './rsvp.js'
export type { ReplayHit } from './rule-replay.js'
export { STAFF_ROLES, type StaffRole } from './staff-account.js'
export { NEW_VEHICLE } from './vehicle.js'
export {
  AccountState,
  Activity,
  Arrival,
  AuditEntry,
  Broadcast,
  BroadcastTarget,
  CareNote,
  ChannelAccount,
  Contact,
  Correction,
  Customer,
  CustomerMatch,
  CustomerMerge,
  CustomerTag,
  EndedSession,
  Group,
  GroupDay,
  GroupTalk,
  Incident,
  Inquiry,
  Interest,
  Invitation,
  InviteCode,
  Invitee,
  Job,
  JoinRequest,
  KnowledgeEntry,
  Lead,
  LeadEvent,
  Member,
  MemberMark,
  Message,
  OneTimeCode,
  OutboxItem,
  PointAccount,
  PointEntry,
  PointTransfer,
  Poll,
  PollVote,
  RadarEntry,
  Referral,
  Registration,
  Reward,
  Rsvp,
  RuleReplay,
  Sanction,
  SecondOpinion,
  ServiceBooking,
  Setting,
  StaffAccount,
  StaffPromise,
  Understanding,
  Vehicle,
  VehicleFact,
  Violation,
  Voucher,
  WrongCode,
}

/** Every entity; a row is written after the rows that it points to. */
export const ENTITIES = [
  ChannelAccount,
  AccountState,
  Group,
  Customer,
  CustomerTag,
  CustomerMatch,
  CareNote,
  CustomerMerge,
  Vehicle,
  VehicleFact,
  StaffAccount,
  Setting,
  InviteCode,
  KnowledgeEntry,
  Member,
  Registration,
  ServiceBooking,
  JoinRequest,
  OneTimeCode,
  WrongCode,
  EndedSession,
  Message,
  Correction,
  Understanding,
  SecondOpinion,
  Inquiry,
  StaffPromise,
  Lead,
  LeadEvent,
  Interest,
  Invitation,
  Invitee,
  RadarEntry,
  PointAccount,
  PointTransfer,
  PointEntry,
  Reward,
  Referral,
  Voucher,
  Violation,
  Sanction,
  RuleReplay,
  GroupTalk,
  GroupDay,
  MemberMark,
  Incident,
  Activity,
  Rsvp,
  Arrival,
  Poll,
  PollVote,
  Broadcast,
  BroadcastTarget,
  Contact,
  OutboxItem,
  Job,
  AuditEntry,
]

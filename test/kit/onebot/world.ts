import { createHash } from 'node:crypto'
import { type Segment, type Sent, Trouble } from './types.js'

export type Role = 'owner' | 'admin' | 'member'

export interface Person {
  user_id: number
  nickname: string
  card: string
  role: Role
  join_time: number
  /** Unix seconds; 0 when free to speak. */
  shut_up_timestamp: number
}

export interface GroupOf {
  group_id: number
  group_name: string
  members: Map<number, Person>
  notices: string[]
}

export interface Stored {
  message_id: number
  time: number
  group?: number
  /** The other person of a private chat. */
  peer?: number
  from: number
  message: Segment[]
  recalled: boolean
}

export interface Request {
  flag: string
  group_id: number
  user_id: number
  nickname: string
  comment: string
  checked: boolean
  /** Set when we are asked to come: the name of the group. */
  invitedTo?: string
}

/** QQ as one account sees it: groups, members, what was said, who asks to come in. Ids are numbers, times Unix seconds. */
export function createOneBotWorld(self: { user_id: number; nickname: string }, now: () => number) {
  const groups = new Map<number, GroupOf>()
  const messages = new Map<number, Stored>()
  const requests: Request[] = []
  /** Event frames without what an implementation adds. */
  const listeners = new Set<(event: Record<string, unknown>) => void>()
  let count = 0
  /** Overrides the platform's clock for one event, Unix seconds. */
  let stamp: number | undefined
  const seconds = () => stamp ?? Math.floor(now() / 1000)

  const tell = (event: Record<string, unknown>) => {
    const frame = { time: seconds(), self_id: self.user_id, ...event }
    for (const listener of listeners) listener(frame)
  }
  const group = (id: number): GroupOf => {
    const found = groups.get(id)
    if (!found) throw new Trouble('failed', '群不存在')
    return found
  }
  const member = (id: number, person: number): Person => {
    const found = group(id).members.get(person)
    if (!found) throw new Trouble('failed', '群成员不存在')
    return found
  }
  /** An int32, like the hashes that implementations make of QQ's own ids. */
  const messageId = () => createHash('md5').update(`${self.user_id} ${++count}`).digest().readInt32BE(0)
  const keep = (stored: Omit<Stored, 'message_id' | 'time' | 'recalled'>): Stored => {
    const made = { ...stored, message_id: messageId(), time: seconds(), recalled: false }
    messages.set(made.message_id, made)
    return made
  }
  /** Only an admin acts on a member, and only the owner on an admin. */
  const demandRights = (id: number, target?: number) => {
    const mine = member(id, self.user_id).role
    const theirs = target === undefined ? 'member' : member(id, target).role
    if (mine === 'member') throw new Trouble('no_rights', 'ERR_NOT_GROUP_ADMIN')
    if (theirs === 'owner' || (theirs === 'admin' && mine !== 'owner'))
      throw new Trouble('no_rights', `cannot ban ${theirs}`)
  }
  const drop = (id: number, person: number, sub_type: 'leave' | 'kick' | 'kick_me' | 'disband', operator: number) => {
    member(id, person)
    group(id).members.delete(person)
    tell({
      post_type: 'notice',
      notice_type: 'group_decrease',
      sub_type,
      group_id: id,
      user_id: person,
      operator_id: operator,
    })
  }

  const world = {
    self,
    groups,
    messages,
    requests,
    seconds,
    tell,
    group,
    member,
    demandRights,
    onEvent(listener: (event: Record<string, unknown>) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Does something at a moment of the platform's choosing, Unix seconds. */
    at<T>(time: number | undefined, work: () => T): T {
      stamp = time
      try {
        return work()
      } finally {
        stamp = undefined
      }
    },

    addGroup(group_id: number, group_name: string) {
      groups.set(group_id, { group_id, group_name, members: new Map(), notices: [] })
      world.addMember(group_id, { user_id: self.user_id, nickname: self.nickname, role: 'admin' })
    },
    addMember(
      id: number,
      { card = '', role = 'member', ...person }: { user_id: number; nickname: string; card?: string; role?: Role },
    ) {
      const made = { ...person, card, role, join_time: seconds(), shut_up_timestamp: 0 }
      group(id).members.set(person.user_id, made)
      return made
    },

    /** Somebody says something, in the group or in private to the account. */
    says(from: number, message: Segment[], where: { group?: number }): Stored {
      const person =
        where.group === undefined
          ? [...groups.values()].map((each) => each.members.get(from)).find(Boolean)
          : member(where.group, from)
      const stored = keep({ from, message, ...(where.group === undefined ? { peer: from } : { group: where.group }) })
      const sender = { user_id: from, nickname: person?.nickname ?? '', sex: 'unknown', age: 0 }
      tell({
        post_type: 'message',
        message_id: stored.message_id,
        user_id: from,
        message,
        font: 0,
        ...(where.group === undefined
          ? { message_type: 'private', sub_type: 'friend', sender }
          : {
              message_type: 'group',
              sub_type: 'normal',
              group_id: where.group,
              anonymous: null,
              sender: {
                ...sender,
                card: person?.card ?? '',
                role: person?.role ?? 'member',
                title: '',
                level: '1',
                area: '',
              },
            }),
      })
      return stored
    },
    joins(id: number, person: { user_id: number; nickname: string; card?: string }, invitedBy?: number) {
      world.addMember(id, person)
      const how =
        invitedBy === undefined
          ? { sub_type: 'approve', operator_id: self.user_id }
          : { sub_type: 'invite', operator_id: invitedBy }
      tell({ post_type: 'notice', notice_type: 'group_increase', group_id: id, user_id: person.user_id, ...how })
    },
    /** The account itself comes into a group that `by` runs. */
    bringsUs(id: number, name: string, by: number) {
      world.addGroup(id, name)
      const nickname = [...groups.values()].map((each) => each.members.get(by)?.nickname).find(Boolean)
      world.addMember(id, { user_id: by, nickname: nickname ?? '', role: 'owner' })
      const notice = { post_type: 'notice', notice_type: 'group_increase', sub_type: 'invite' }
      tell({ ...notice, group_id: id, user_id: self.user_id, operator_id: by })
    },
    invitesUs(id: number, name: string, by: number): Request {
      const flag = `${seconds()}${++count}`
      const request = { flag, group_id: id, user_id: by, nickname: '', comment: '', checked: false, invitedTo: name }
      requests.push(request)
      const frame = { post_type: 'request', request_type: 'group', sub_type: 'invite' }
      tell({ ...frame, group_id: id, user_id: by, comment: '', flag })
      return request
    },
    /** The account is in the group no more. */
    losesUs(id: number, how: 'leave' | 'kick_me' | 'disband', by = self.user_id) {
      drop(id, self.user_id, how, by)
      groups.delete(id)
    },
    leaves: (id: number, person: number) => drop(id, person, 'leave', person),
    removes: (id: number, person: number, by: number) => drop(id, person, 'kick', by),
    setsCard(id: number, person: number, card: string) {
      const found = member(id, person)
      const card_old = found.card
      found.card = card
      tell({ post_type: 'notice', notice_type: 'group_card', group_id: id, user_id: person, card_new: card, card_old })
    },
    recall(message_id: number, by: number) {
      const stored = messages.get(message_id)
      if (!stored || stored.recalled) throw new Trouble('failed', 'Recall failed')
      stored.recalled = true
      if (stored.group === undefined)
        tell({ post_type: 'notice', notice_type: 'friend_recall', user_id: stored.from, message_id })
      else
        tell({
          post_type: 'notice',
          notice_type: 'group_recall',
          group_id: stored.group,
          user_id: stored.from,
          operator_id: by,
          message_id,
        })
    },
    mute(id: number, person: number, by: number, duration: number) {
      member(id, person).shut_up_timestamp = duration ? seconds() + duration : 0
      tell({
        post_type: 'notice',
        notice_type: 'group_ban',
        sub_type: duration ? 'ban' : 'lift_ban',
        group_id: id,
        user_id: person,
        operator_id: by,
        duration,
      })
    },
    asksIn(id: number, user_id: number, nickname: string, comment: string): Request {
      const request = { flag: `${seconds()}${++count}`, group_id: id, user_id, nickname, comment, checked: false }
      requests.push(request)
      tell({
        post_type: 'request',
        request_type: 'group',
        sub_type: 'add',
        group_id: id,
        user_id,
        comment,
        flag: request.flag,
      })
      return request
    },
    approve(flag: string, approve: boolean) {
      const request = requests.find((each) => each.flag === flag && !each.checked)
      if (!request) throw new Trouble('failed', 'No such request')
      if (request.invitedTo === undefined) demandRights(request.group_id)
      request.checked = true
      if (request.invitedTo !== undefined) {
        if (approve) world.bringsUs(request.group_id, request.invitedTo, request.user_id)
        return
      }
      if (approve) world.joins(request.group_id, { user_id: request.user_id, nickname: request.nickname })
    },

    /** The account itself speaks. */
    sends(message: Segment[], to: { group: number } | { peer: number }): Sent {
      if ('group' in to) {
        const me = member(to.group, self.user_id)
        if (me.shut_up_timestamp > seconds()) throw new Trouble('failed', '被禁言')
      }
      const { message_id } = keep({ from: self.user_id, message, ...to })
      const where =
        'group' in to
          ? { message_type: 'group', sub_type: 'normal', group_id: to.group }
          : { message_type: 'private', sub_type: 'friend', target_id: to.peer }
      const sender = { ...self, card: '', role: 'admin' }
      // Many implementations report what the account itself says.
      tell({ post_type: 'message_sent', message_id, user_id: self.user_id, message, font: 0, ...where, sender })
      return { message_id }
    },
    notice(id: number, content: string) {
      demandRights(id)
      group(id).notices.push(content)
    },
  }
  return world
}

export type OneBotWorld = ReturnType<typeof createOneBotWorld>

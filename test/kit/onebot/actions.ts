import { parseCqString } from './cq-string.js'
import { type Segment, Trouble } from './types.js'
import type { GroupOf, OneBotWorld, Person } from './world.js'

type Params = Record<string, unknown>
type Act = (world: OneBotWorld, params: Params) => unknown

const number = (params: Params, key: string, fallback?: number): number => {
  const value = params[key] ?? fallback
  const found = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  if (typeof found !== 'number' || !Number.isSafeInteger(found))
    throw new Trouble('bad_params', `${key} must be a number`)
  return found
}

const text = (params: Params, key: string, fallback?: string): string => {
  const value = params[key] ?? fallback
  if (typeof value !== 'string') throw new Trouble('bad_params', `${key} must be a string`)
  return value
}

function message({ message: given, auto_escape }: Params): Segment[] {
  const segments =
    typeof given === 'string'
      ? auto_escape
        ? [{ type: 'text', data: { text: given } }]
        : parseCqString(given)
      : Array.isArray(given)
        ? (given as Segment[])
        : given && typeof given === 'object'
          ? [given as Segment]
          : []
  const good = segments.every((each) => typeof each?.type === 'string' && each.data && typeof each.data === 'object')
  const empty = segments.every(({ type, data }) => type === 'reply' || (type === 'text' && !String(data?.text ?? '')))
  if (!good || empty) throw new Trouble('bad_params', 'message is empty or no message')
  return segments
}

const groupInfo = ({ group_id, group_name, members }: GroupOf) => ({
  group_id,
  group_name,
  member_count: members.size,
  max_member_count: 500,
})

const memberInfo = (group_id: number, person: Person) => ({
  group_id,
  ...person,
  sex: 'unknown',
  age: 0,
  area: '',
  level: '1',
  last_sent_time: 0,
  unfriendly: false,
  title: '',
  title_expire_time: 0,
  card_changeable: true,
})

/** What the specification lists. https://github.com/botuniverse/onebot-11/blob/master/api/public.md */
export const SPEC_ACTIONS: Record<string, Act> = {
  send_group_msg: (world, params) =>
    world.sends(message(params), { group: world.group(number(params, 'group_id')).group_id }),
  send_private_msg: (world, params) => world.sends(message(params), { peer: number(params, 'user_id') }),
  send_msg: (world, params) =>
    'group_id' in params && params.message_type !== 'private'
      ? world.sends(message(params), { group: world.group(number(params, 'group_id')).group_id })
      : world.sends(message(params), { peer: number(params, 'user_id') }),
  delete_msg(world, params) {
    const stored = world.messages.get(number(params, 'message_id'))
    if (!stored) throw new Trouble('failed', 'Recall failed')
    if (stored.from !== world.self.user_id) {
      if (stored.group === undefined) throw new Trouble('failed', 'Recall failed')
      world.demandRights(stored.group, world.group(stored.group).members.has(stored.from) ? stored.from : undefined)
    }
    world.recall(stored.message_id, world.self.user_id)
  },
  get_msg(world, params) {
    const stored = world.messages.get(number(params, 'message_id'))
    if (!stored) throw new Trouble('failed', '消息不存在')
    const message_type = stored.group === undefined ? 'private' : 'group'
    const sender = { user_id: stored.from, nickname: String(stored.from) }
    const { time, message_id, message: said, group } = stored
    return {
      time,
      message_id,
      real_id: message_id,
      message_type,
      sender,
      message: said,
      ...(group ? { group_id: group } : {}),
    }
  },
  set_group_kick(world, params) {
    const [group, person] = [number(params, 'group_id'), number(params, 'user_id')]
    world.demandRights(group, person)
    world.removes(group, person, world.self.user_id)
  },
  set_group_ban(world, params) {
    const [group, person] = [number(params, 'group_id'), number(params, 'user_id')]
    world.demandRights(group, person)
    world.mute(group, person, world.self.user_id, number(params, 'duration', 1800))
  },
  set_group_card(world, params) {
    const [group, person] = [number(params, 'group_id'), number(params, 'user_id')]
    if (person !== world.self.user_id) world.demandRights(group, person)
    world.setsCard(group, person, text(params, 'card', ''))
  },
  set_group_add_request: (world, params) =>
    world.approve(String(params.flag), params.approve !== false && params.approve !== 'false'),
  set_group_leave: (world, params) => world.losesUs(number(params, 'group_id'), 'leave'),
  get_login_info: ({ self }) => self,
  get_stranger_info(world, params) {
    const user_id = number(params, 'user_id')
    const found = [...world.groups.values()].map((group) => group.members.get(user_id)).find(Boolean)
    return { user_id, nickname: found?.nickname ?? '', sex: 'unknown', age: 0 }
  },
  get_friend_list: () => [],
  get_group_info: (world, params) => groupInfo(world.group(number(params, 'group_id'))),
  get_group_list: ({ groups }) => [...groups.values()].map(groupInfo),
  get_group_member_info: (world, params) =>
    memberInfo(number(params, 'group_id'), world.member(number(params, 'group_id'), number(params, 'user_id'))),
  get_group_member_list: (world, params) =>
    [...world.group(number(params, 'group_id')).members.values()].map((each) =>
      memberInfo(number(params, 'group_id'), each),
    ),
  get_status: () => ({ online: true, good: true }),
  get_version_info: () => ({ app_name: 'cheyou-test', app_version: '1', protocol_version: 'v11' }),
  can_send_image: () => ({ yes: true }),
}

/** What implementations added and a dealer's bot uses. */
export const EXTENSIONS: Record<string, Act> = {
  _send_group_notice: (world, params) => world.notice(number(params, 'group_id'), text(params, 'content')),
  _get_group_notice: (world, params) =>
    world
      .group(number(params, 'group_id'))
      .notices.map((each) => ({ sender_id: world.self.user_id, message: { text: each, images: [] } })),
  get_group_system_msg: ({ requests }) => ({
    invited_requests: requests
      .filter(({ invitedTo }) => invitedTo !== undefined)
      .map(({ flag, group_id, user_id, checked, invitedTo }) => ({
        request_id: Number(flag),
        invitor_uin: user_id,
        invitor_nick: '',
        group_id,
        group_name: invitedTo,
        checked,
        actor: 0,
      })),
    join_requests: requests
      .filter(({ invitedTo }) => invitedTo === undefined)
      .map(({ flag, group_id, user_id, nickname, comment, checked }) => ({
        request_id: Number(flag),
        requester_uin: user_id,
        requester_nick: nickname,
        message: comment,
        group_id,
        checked,
        actor: 0,
      })),
  }),
}

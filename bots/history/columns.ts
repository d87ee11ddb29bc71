import type { ColumnMapping } from './types.js'

type Field = keyof ColumnMapping

/** Names under which exporters write a field, the most telling first. Case, spaces, `_` and `-` do not matter. */
const NAMES: Record<Field, string[]> = {
  time: [
    'time',
    '时间',
    'timestamp',
    'createtime',
    'datetime',
    '发送时间',
    '消息时间',
    'date',
    '日期',
    'strtime',
    'sendtime',
  ],
  senderId: [
    'senderid',
    'wxid',
    '微信号',
    '微信id',
    '发送者id',
    '发送者wxid',
    '发送人id',
    'senderwxid',
    'fromid',
    'userid',
    'account',
    '账号',
  ],
  sender: [
    'nickname',
    '昵称',
    '发送者昵称',
    '微信昵称',
    'sendername',
    '发送者',
    '发送人',
    'sender',
    'from',
    'name',
    '姓名',
    '成员',
    'talker',
    'username',
    '用户',
  ],
  card: ['card', '群名片', '群昵称', 'groupnickname', 'displayname', 'roomnickname'],
  remark: ['remark', '备注', '备注名', '好友备注'],
  type: ['typename', 'type', '类型', '消息类型', 'msgtype', 'messagetype'],
  content: ['content', '内容', '消息内容', 'strcontent', 'message', '消息', 'text', '文本', 'msg', 'body', '正文'],
  room: [
    'room',
    '群聊',
    '群',
    '群名',
    '群名称',
    '群聊名称',
    'roomname',
    'group',
    'groupname',
    'chatroom',
    'chat',
    'conversation',
    '会话',
    '聊天对象',
  ],
}
const FIELDS = Object.keys(NAMES) as Field[]

const plain = (name: string) => name.replace(/[\s_\-\ufeff]/g, '').toLowerCase()

/** Which of the file's column names holds which field. A name given in `chosen` always wins. */
export function mapColumns(names: string[], chosen: Partial<ColumnMapping> = {}): Partial<ColumnMapping> {
  const byPlain = new Map(names.map((name) => [plain(name), name]))
  const found: Partial<ColumnMapping> = {}
  for (const field of FIELDS) {
    const wanted = chosen[field] ? [plain(chosen[field])] : NAMES[field]
    const name = wanted.find((each) => byPlain.has(each))
    if (name) found[field] = byPlain.get(name)
  }
  return splitSender(found, byPlain, chosen)
}

/** MemoTrace and its kin write NickName beside Sender: then Sender is the account. */
function splitSender(
  found: Partial<ColumnMapping>,
  byPlain: Map<string, string>,
  chosen: Partial<ColumnMapping>,
): Partial<ColumnMapping> {
  const account = byPlain.get('sender') ?? byPlain.get('talker')
  if (found.senderId || chosen.senderId || !account || account === found.sender) return found
  return { ...found, senderId: account }
}

/** A history needs to say when and what; who may be missing in system rows. */
export const enough = (columns: Partial<ColumnMapping>): boolean =>
  Boolean(columns.time && columns.content && (columns.sender ?? columns.senderId ?? columns.card ?? columns.remark))

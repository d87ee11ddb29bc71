/** Where an entry was said: one 消息对象 of a QQ export, one room of a WeChat export. */
export interface HistoryRoom {
  /** Empty when the export names none. */
  title: string
  kind: 'group' | 'private'
}

export interface HistorySender {
  /** QQ number, e-mail or wxid; the name itself where the export shows no account. */
  id: string
  /** The name as shown, without a leading 【…】. May be empty. */
  name: string
  /** The whole name as shown: where a group's card format itself begins with 【…】, judge this one. */
  shown: string
  /** The text inside a leading 【…】: the level or title that the group gave, or a part of the card. */
  level?: string
  role?: 'owner' | 'admin'
}

interface Placed {
  /** Deterministic: the same line in another, overlapping export has the same id. */
  id: string
  /** First line of the entry in the file, counted from 1. */
  line: number
  /** UTC epoch ms. */
  at: number
  room: HistoryRoom
  /** Bytes of the file read so far: for a progress bar, in steps of the read buffer. */
  bytesRead: number
  text: string
}

export interface MessageEntry extends Placed {
  kind: 'message'
  sender: HistorySender
}

export type SystemKind = 'join' | 'leave' | 'kick' | 'mute' | 'recall' | 'system'

export interface SystemEntry extends Placed {
  kind: SystemKind
  /** The member as the system line names it. */
  name?: string
  /** Who invited, removed, muted or recalled, as the line names them. */
  by?: string
}

/**
 * Why a line was left out:
 * bad_time no such moment · no_sender a time, but nobody who speaks · stray_text words before the first message ·
 * unreadable mostly undecodable characters · too_long over the size limit, the rest of it dropped ·
 * bad_json, bad_row a record that cannot be parsed
 */
export type BrokenCode = 'bad_time' | 'no_sender' | 'stray_text' | 'unreadable' | 'too_long' | 'bad_json' | 'bad_row'

interface BrokenEntry {
  kind: 'broken'
  line: number
  reason: { code: BrokenCode }
  bytesRead: number
}

export type HistoryEntry = MessageEntry | SystemEntry | BrokenEntry

/** An entry as a decoder makes it; ids and bytes are added in one place, for every format. */
export type Decoded =
  | Omit<MessageEntry, 'id' | 'bytesRead'>
  | Omit<SystemEntry, 'id' | 'bytesRead'>
  | Omit<BrokenEntry, 'bytesRead'>

/** Reads decoded text in pieces of any size; never throws for what the text holds. */
export type Decode = (text: AsyncIterable<string>) => AsyncIterable<Decoded>

export type HistoryFormat = 'qq' | 'wechat-csv' | 'wechat-json'

/** Fields of a WeChat record; the value is the column's name in the file. See README.md for the defaults. */
export interface ColumnMapping {
  time: string
  senderId: string
  sender: string
  card: string
  remark: string
  type: string
  content: string
  room: string
}

export interface HistoryOptions {
  format?: HistoryFormat
  /** IANA name; the zone in which the export writes its times. Default Asia/Shanghai. */
  timeZone?: string
  columns?: Partial<ColumnMapping>
}

export interface History {
  format: HistoryFormat
  /** 消息对象: the name of the first group in the file. */
  title?: string
  /** Size of the file. */
  bytes: number
  /** Reads the file from its beginning; may be called again. Throws what the file system throws. */
  entries(): AsyncIterable<HistoryEntry>
}

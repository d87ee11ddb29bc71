import { In } from 'typeorm'
import type { Dealer } from '../kit/dealer.js'
import { maskPersonal, partsOfName } from '../opinion/index.js'
import { type Db, Member, type Message, SecondOpinion, StaffAccount } from '../store/index.js'

/** A message that waits for a second opinion. */
export interface Question {
  row: SecondOpinion
  message: Message
  /** Its words as they may leave the machine. */
  masked: string
}

/** The oldest messages that wait for a second opinion, without the names of anybody in their groups. */
export async function loadWaiting(db: Db, dealer: Dealer, most: number): Promise<Question[]> {
  const rows = await db.find(SecondOpinion, {
    where: { state: 'waiting' },
    relations: { message: { group: true } },
    order: { askedAt: 'ASC', id: 'ASC' },
    take: most,
  })
  const groupId = In([...new Set(rows.map((row) => row.message?.groupId))])
  const members = rows.length
    ? await db.find(Member, { select: { id: true, card: true, nickname: true, groupId: true }, where: { groupId } })
    : []
  const staff = rows.length ? await db.find(StaffAccount) : []
  const common = [dealer.name, dealer.brand, `${dealer.brand}车主`]
  const namesOf = (message: Message) => {
    const people = members.filter((each) => each.groupId === message.groupId)
    const { sender } = message.details
    const given = [...people.flatMap(({ card, nickname }) => [card, nickname]), ...staff.map(({ name }) => name)]
    return [...given, sender.card ?? '', sender.nickname ?? ''].flatMap((name) => partsOfName(name, common))
  }
  return rows.flatMap((row) => {
    const { message, ...own } = row
    return message ? [{ row: own as SecondOpinion, message, masked: maskPersonal(message.text, namesOf(message)) }] : []
  })
}

/** Those of the questions that nobody settled meanwhile: a colleague may have, while the server was asked. */
export async function stillWaiting(db: Db, questions: readonly Question[]): Promise<Question[]> {
  const rows = await db.find(SecondOpinion, {
    select: { id: true },
    where: { id: In(questions.map(({ row }) => row.id)), state: 'waiting' },
  })
  const open = new Set(rows.map(({ id }) => id))
  return questions.filter(({ row }) => open.has(row.id))
}

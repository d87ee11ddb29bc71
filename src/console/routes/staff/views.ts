import { z } from 'zod'
import { RULES } from '../../../features/rule-modes.js'
import { displayName } from '../../../features/step.js'
import { maskPhones } from '../../../kit/chinese/phone.js'
import { type Group, type Member, STAFF_ROLES } from '../../../store/index.js'

/** What people said or are called: phone numbers in it are shortened on the way out. */
export const words = z.codec(z.string(), z.string(), { decode: (text) => text, encode: maskPhones })

/** UTC epoch ms */
export const instant = z.number().int()
export const id = z.string().min(1).max(100)
export const role = z.enum(STAFF_ROLES)
export const rule = z.enum(RULES)

/** A row with the group and the person that it is about. */
export const about = z.object({
  id,
  group: z.object({ id, name: words }),
  member: z.object({ id, name: words }).nullable(),
})

interface About {
  id: string
  group?: Pick<Group, 'id' | 'name'> | null
  member?: Pick<Member, 'id' | 'card' | 'nickname' | 'externalId'> | null
}

export const aboutOf = ({ id, group, member }: About): z.infer<typeof about> => ({
  id,
  group: { id: group?.id ?? '', name: group?.name ?? '' },
  member: member ? { id: member.id, name: displayName(member) } : null,
})

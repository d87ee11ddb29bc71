import type { Vault } from '../../../kit/crypto.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Step, said, type Turn } from '../../step.js'
import { REGISTER_HOURS, signRegister } from './register.js'

/** `登记页`: the page on which a colleague writes down who came. */
export const readRegisterCommand = (said: string): { type: 'register' } | null =>
  /^(?:登记页|来访登记页?|到店登记页?|register page)[。!！～~\s]*$/i.test(said.trim()) ? { type: 'register' } : null

const isAsked = (turn: Turn) =>
  turn.staff !== null && turn.group.kind !== 'owners' && readRegisterCommand(said(turn)) !== null

/** 登记页: a link for the reception, in private. */
export const createRegisterStep =
  (vault: Vault): Step =>
  async (batch) =>
  (turn, next) => {
    const { staff } = turn
    if (staff && isAsked(turn)) {
      const { say, dealer } = batch
      const link = `${dealer.publicUrl}/register/${signRegister(staff.id, turn.now, vault)}`
      const text = !may(staff, 'leads.add')
        ? refuse(batch, turn, { needs: 'leads.add' })
        : !dealer.publicUrl
          ? say('leads.page.elsewhere')
          : turn.group.kind === 'private'
            ? say('leads.page.link', { link, hours: REGISTER_HOURS })
            : say('leads.page.private')
      turn.replies.push({ rank: 0, text, secret: true })
    }
    next()
  }

import { CarFilled } from '@ant-design/icons'
import type { SenderView } from '../../deps.js'
import { hueOf, initialOf, senderName } from './names.js'

export function Avatar({ of, small = false }: { of: SenderView; small?: boolean }) {
  const size = small ? 'avatar avatar-small' : 'avatar'
  if (of.bot) {
    return (
      <span className={`${size} avatar-bot`} aria-hidden>
        <CarFilled />
      </span>
    )
  }
  const hue = hueOf(of.id)
  return (
    <span className={size} style={{ background: `hsl(${hue} 42% 88%)`, color: `hsl(${hue} 45% 30%)` }} aria-hidden>
      {initialOf(senderName(of))}
    </span>
  )
}

import { useTranslation } from 'react-i18next'
import type { PostView } from '../../deps.js'
import { senderName } from './names.js'
import { useTimes } from './use-times.js'

/** What happened in the room, as one quiet line. */
export function SystemLine({ post }: { post: PostView }) {
  const { t } = useTranslation()
  const sayTime = useTimes()
  const name = senderName(post.from)
  const about = post.about ? senderName(post.about) : ''
  const until = post.until === undefined ? '' : sayTime(post.until)
  const sentence = () => {
    switch (post.kind) {
      case 'join':
        return about ? t('system.invited', { by: about, name }) : t('system.join', { name })
      case 'leave':
        return about ? t('system.removed', { by: about, name }) : t('system.leave', { name })
      case 'card': {
        const nickname = post.from.nickname ?? post.from.id
        return post.from.card
          ? t('system.card', { nickname, card: post.from.card })
          : t('system.cardGone', { nickname })
      }
      case 'mute':
        return t('system.mute', { by: name, name: about, until })
      case 'unmute':
        return t('system.unmute', { by: name, name: about })
      case 'invite':
        return t('system.invite', { name, group: post.invited?.name ?? '' })
      case 'press':
        return t('system.press', { name, label: post.pressed?.label })
      default:
        return ''
    }
  }
  return (
    <div className="system-line" data-testid={`post-${post.id}`} data-kind={post.kind}>
      {sentence()}
    </div>
  )
}

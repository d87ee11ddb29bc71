import { NotificationOutlined, QuestionCircleOutlined, RollbackOutlined, UndoOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { PostView, SandboxState } from '../../deps.js'
import { Avatar } from './avatar.js'
import { NameLine } from './name-line.js'
import { personOf, type ShownRoom, senderName, unspoken } from './names.js'
import { PostButtons } from './post-buttons.js'

interface BubbleProps {
  post: PostView
  quoted: PostView | undefined
  state: SandboxState
  room: ShownRoom
  as: string
  onReply?: ((post: PostView) => void) | undefined
  onExplain(post: PostView): void
}

export function Bubble({ post, quoted, state, room, as, onReply, onExplain }: BubbleProps) {
  const { t } = useTranslation()
  const own = post.from.id === as
  const classes = ['message', own && 'own', post.from.bot && 'from-bot', post.recalled && 'recalled']
  return (
    <article
      className={classes.filter(Boolean).join(' ')}
      data-testid={`post-${post.id}`}
      data-kind={post.kind}
      data-from={post.from.id}
      data-recalled={post.recalled ? 'true' : undefined}
      aria-label={senderName(post.from)}
    >
      <Avatar of={post.from} />
      <div className="message-body">
        <NameLine of={post.from} title={personOf(state, post.from.id)?.title} />
        <div className="bubble-row">
          <div className={`bubble bubble-${post.kind}`}>
            {post.kind === 'announcement' && (
              <div className="announcement-head">
                <NotificationOutlined /> {t('chat.announcement')}
              </div>
            )}
            {post.replyTo && (
              <div className="quote">
                {quoted ? `${senderName(quoted.from)}: ${quoted.text ?? ''}` : t('chat.gonePost')}
              </div>
            )}
            <div className="text">
              {unspoken(state, room, post).map((name) => (
                <span className="mention" key={name}>
                  @{name}{' '}
                </span>
              ))}
              {post.text}
            </div>
            {post.buttons && <PostButtons post={post} buttons={post.buttons} as={as} room={room} />}
          </div>
          <div className="message-tools">
            {onReply && !post.recalled && (
              <button
                type="button"
                className="tool"
                onClick={() => onReply(post)}
                aria-label={t('chat.reply')}
                title={t('chat.reply')}
                data-testid={`reply-${post.id}`}
              >
                <RollbackOutlined />
              </button>
            )}
            {!post.from.bot && (
              <button
                type="button"
                className="tool"
                onClick={() => onExplain(post)}
                aria-label={t('chat.explain')}
                title={t('chat.explain')}
                data-testid={`explain-${post.id}`}
              >
                <QuestionCircleOutlined />
              </button>
            )}
          </div>
        </div>
        {post.recalled && (
          <div className="recalled-note">
            <UndoOutlined /> {t('chat.recalled', { name: senderName(post.recalled.by) })}
          </div>
        )}
      </div>
    </article>
  )
}

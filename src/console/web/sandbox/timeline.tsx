import { DownOutlined } from '@ant-design/icons'
import { Button, Empty, Spin } from 'antd'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { PostView, SandboxState } from '../../deps.js'
import { Bubble } from './bubble.js'
import { isTalk, type TimelineModel } from './model.js'
import type { ShownRoom } from './names.js'
import { SystemLine } from './system-line.js'
import { isAfterPause } from './times.js'
import { useStickToEnd } from './use-stick-to-end.js'
import { useTimes } from './use-times.js'

interface TimelineProps {
  timeline: TimelineModel | undefined
  state: SandboxState
  room: ShownRoom
  as: string
  onReply?: ((post: PostView) => void) | undefined
  onExplain(post: PostView): void
  onOlder(): Promise<void>
}

export function Timeline({ timeline, state, room, as, onReply, onExplain, onOlder }: TimelineProps) {
  const { t } = useTranslation()
  const sayTime = useTimes()
  const posts = timeline?.posts ?? []
  const { box, below, toEnd, onScroll, keepPlace } = useStickToEnd(room.id, as, posts)
  const byId = new Map(posts.map((post) => [post.id, post]))

  return (
    <div className="timeline-frame">
      <div
        className="timeline"
        ref={box}
        onScroll={onScroll}
        role="log"
        aria-label={room.name}
        data-testid={`timeline-${room.id}`}
      >
        {timeline?.loaded && timeline.more && (
          <div className="earlier">
            <Button size="small" type="text" onClick={() => void keepPlace(onOlder)} data-testid="load-earlier">
              {t('chat.earlier')}
            </Button>
          </div>
        )}
        {!timeline?.loaded && <Spin className="timeline-wait" />}
        {timeline?.loaded && posts.length === 0 && (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={
              <>
                <div>{t('chat.empty')}</div>
                <div className="hint">{t(room.kind === 'private' ? 'chat.emptyPrivate' : 'chat.emptyHint')}</div>
              </>
            }
          />
        )}
        {posts.map((post, index) => (
          <Fragment key={post.id}>
            {isAfterPause(post.at, posts[index - 1]?.at) && <div className="time-line">{sayTime(post.at)}</div>}
            {isTalk(post) ? (
              <Bubble
                post={post}
                quoted={post.replyTo === undefined ? undefined : byId.get(post.replyTo)}
                state={state}
                room={room}
                as={as}
                onReply={onReply}
                onExplain={onExplain}
              />
            ) : (
              <SystemLine post={post} />
            )}
          </Fragment>
        ))}
      </div>
      {below && (
        <Button className="to-end" shape="round" size="small" icon={<DownOutlined />} onClick={toEnd}>
          {t('chat.latest')}
        </Button>
      )}
    </div>
  )
}

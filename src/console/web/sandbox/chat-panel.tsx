import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PostView, SandboxState } from '../../deps.js'
import { Composer } from './composer.js'
import { isIn, nameIn, type ShownRoom } from './names.js'
import { Onlooker } from './onlooker.js'
import { Timeline } from './timeline.js'
import type { Sandbox } from './use-sandbox.js'
import { useTimes } from './use-times.js'

interface ChatPanelProps {
  sandbox: Sandbox
  state: SandboxState
  room: ShownRoom
  as: string
  side?: boolean
  onExplain(post: PostView): void
  onBecome(person: string): void
}

export function ChatPanel({ sandbox, state, room, as, side = false, onExplain, onBecome }: ChatPanelProps) {
  const { t } = useTranslation()
  const sayTime = useTimes()
  const [replyTo, setReplyTo] = useState<PostView>()
  const inside = isIn(room, as)
  const mutedUntil = room.members.find(({ person }) => person === as)?.mutedUntil
  const muted = mutedUntil !== undefined && mutedUntil > Date.now()
  return (
    <section className="chat" aria-label={room.name} data-testid={`chat-${room.id}`}>
      <Timeline
        timeline={sandbox.timelines[room.id]}
        state={state}
        room={room}
        as={as}
        onReply={inside ? setReplyTo : undefined}
        onExplain={onExplain}
        onOlder={() => sandbox.loadOlder(room.id)}
      />
      {muted && (
        <div className="muted-note">
          {t('composer.muted', {
            name: nameIn(state, room, as),
            until: sayTime(mutedUntil),
          })}
        </div>
      )}
      {inside ? (
        <Composer
          key={room.id}
          state={state}
          room={room}
          as={as}
          replyTo={replyTo?.room === room.id ? replyTo : undefined}
          onReplied={() => setReplyTo(undefined)}
          testPrefix={side ? 'side-' : ''}
        />
      ) : (
        <Onlooker state={state} room={room} as={as} onBecome={onBecome} />
      )}
    </section>
  )
}

import { Empty, Spin } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PostView, SandboxState } from '../../deps.js'
import { ExplainDrawer } from '../explain/explain-drawer.js'
import { ChannelsLink } from './channels-link.js'
import { ChatPanel } from './chat-panel.js'
import { DeskFrame } from './desk-frame.js'
import { groupFor, groupsOf, isIn, isStaff, personOf, type ShownRoom } from './names.js'
import { PhoneFrame } from './phone-frame.js'
import { useLocation } from './use-location.js'
import { useMedia } from './use-media.js'
import { useSandbox } from './use-sandbox.js'
import { ZoneContext } from './use-times.js'

export function SandboxPage() {
  const { t } = useTranslation()
  const sandbox = useSandbox()
  const [place, go] = useLocation()
  const [explained, setExplained] = useState<PostView>()
  const [been, setBeen] = useState<string[]>([])
  const desk = useMedia('(min-width: 768px)')
  const wide = useMedia('(min-width: 1100px)')
  const { state, look } = sandbox

  const as = state && (personOf(state, place.as ?? '') ? place.as : firstPerson(state))
  const rooms = useMemo(() => (state && as ? roomsFor(state, as, t('rooms.private')) : []), [state, as, t])
  const current = rooms.find(({ id }) => id === place.room) ?? rooms[0]
  // Beside the group stands the staff room, so that one sees a lead arrive; beside the staff room the group.
  const beside = wide && state ? groupFor(state, current?.purpose === 'staff' ? 'owners' : 'staff') : undefined

  const sight = [current?.id, beside?.id].filter((id) => id !== undefined).join('\n')
  useEffect(() => {
    if (sight) look(sight.split('\n'))
  }, [sight, look])

  if (state && !as)
    return (
      <Empty className="page-wait" description={t('nobody')}>
        <ChannelsLink />
      </Empty>
    )
  if (!state || !as || !current) return <Spin className="page-wait" />

  const open = (room: string) => go({ as, room })
  const become = (person: string) => {
    setBeen((before) => [as, ...before.filter((one) => one !== as)])
    // A private chat belongs to its person: another one comes to the group.
    go({ as: person, ...(current.kind === 'group' ? { room: current.id } : {}) })
  }
  const panel = (room: ShownRoom, side: boolean) => (
    <ChatPanel
      sandbox={sandbox}
      state={state}
      room={room}
      as={as}
      side={side}
      onExplain={setExplained}
      onBecome={become}
    />
  )
  const frame = { sandbox, state, as, been, rooms, current, onOpen: open, onBecome: become }
  return (
    <ZoneContext value={sandbox.health?.zone}>
      {desk ? (
        <DeskFrame {...frame} main={panel(current, false)} beside={beside} side={beside && panel(beside, true)} />
      ) : (
        <PhoneFrame {...frame} main={panel(current, false)} />
      )}
      <ExplainDrawer
        post={explained}
        handled={explained ? sandbox.handled[explained.id] : undefined}
        desk={desk}
        corrector={isStaff(state, as) ? as : undefined}
        onClose={() => setExplained(undefined)}
      />
    </ZoneContext>
  )
}

/** Whom one is at first: an owner of the group, for whom the bot works. */
function firstPerson(state: SandboxState): string | undefined {
  const owners = groupFor(state, 'owners')
  const humans = state.people.filter(({ bot }) => !bot)
  const plain = humans.find(({ id }) => owners && isIn(owners, id) && !isStaff(state, id))
  return (plain ?? humans[0])?.id
}

function roomsFor(state: SandboxState, as: string, name: string): ShownRoom[] {
  return [...groupsOf(state), { id: as, kind: 'private', name, members: [] }]
}

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ChannelsLink } from './channels-link.js'
import type { FrameProps } from './frame.js'
import { IdentityPanel } from './identity-panel.js'
import { LanguageSwitch } from './language-switch.js'
import type { ShownRoom } from './names.js'
import { RoomList } from './room-list.js'
import { RoomTitle } from './room-title.js'
import { Status } from './status.js'

interface DeskFrameProps extends FrameProps {
  beside: ShownRoom | undefined
  side: ReactNode
}

export function DeskFrame({
  sandbox,
  state,
  as,
  been,
  rooms,
  current,
  main,
  beside,
  side,
  onOpen,
  onBecome,
}: DeskFrameProps) {
  const { t } = useTranslation()
  return (
    <div className={side ? 'desk desk-wide' : 'desk'}>
      <aside className="desk-left">
        <header className="brand">
          <img src="/icon.svg" alt="" width={30} height={30} />
          <div className="brand-words">
            <b>{t('brand')}</b>
            <span>{t('subtitle')}</span>
          </div>
          <LanguageSwitch />
        </header>
        <RoomList rooms={rooms} as={as} current={current.id} unread={sandbox.unread} onOpen={onOpen} />
        <IdentityPanel state={state} as={as} been={been} onBecome={onBecome} refresh={sandbox.refresh} />
        <div className="foot">
          <Status connected={sandbox.connected} health={sandbox.health} />
          <ChannelsLink />
        </div>
      </aside>
      <main className="desk-main">
        <RoomTitle room={current} />
        {main}
      </main>
      {beside && (
        <aside className="desk-side">
          <RoomTitle room={beside} />
          {side}
        </aside>
      )}
    </div>
  )
}

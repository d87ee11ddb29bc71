import { MenuOutlined } from '@ant-design/icons'
import { Badge, Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from './avatar.js'
import { ChannelsLink } from './channels-link.js'
import type { FrameProps } from './frame.js'
import { IdentityPanel } from './identity-panel.js'
import { LanguageSwitch } from './language-switch.js'
import { groupFor, nameIn, personOf } from './names.js'
import { RoomList } from './room-list.js'
import { RoomTitle } from './room-title.js'
import { Status } from './status.js'

/** One room at a time; the rooms and who one is are in a drawer. */
export function PhoneFrame({ sandbox, state, as, been, rooms, current, main, onOpen, onBecome }: FrameProps) {
  const { t } = useTranslation()
  const [drawer, setDrawer] = useState(false)
  const name = nameIn(state, groupFor(state, 'owners'), as)
  const unread = rooms.reduce((sum, { id }) => sum + (sandbox.unread[id] ?? 0), 0)
  const openRoom = (room: string) => {
    setDrawer(false)
    onOpen(room)
  }
  const become = (person: string) => {
    setDrawer(false)
    onBecome(person)
  }
  return (
    <div className="phone">
      <header className="phone-head">
        <Badge count={unread} size="small" offset={[-4, 4]}>
          <Button
            type="text"
            icon={<MenuOutlined />}
            onClick={() => setDrawer(true)}
            aria-label={t('rooms.open')}
            data-testid="rooms-open"
          />
        </Badge>
        <RoomTitle room={current} />
        <button
          type="button"
          className="me"
          onClick={() => setDrawer(true)}
          aria-label={`${t('identity.open')}: ${name}`}
          data-testid="identity-open"
        >
          <Avatar of={{ ...(personOf(state, as) ?? { id: as }), card: name }} small />
          <span className="me-name">{name}</span>
        </button>
      </header>
      {!sandbox.connected && <Status connected={false} health={sandbox.health} />}
      <main className="phone-main">{main}</main>
      <Drawer
        open={drawer}
        onClose={() => setDrawer(false)}
        placement="left"
        size={300}
        title={t('brand')}
        extra={<LanguageSwitch />}
        classNames={{ body: 'phone-drawer' }}
      >
        <RoomList rooms={rooms} as={as} current={current.id} unread={sandbox.unread} onOpen={openRoom} />
        <IdentityPanel state={state} as={as} been={been} onBecome={become} refresh={sandbox.refresh} />
        <div className="foot">
          <Status connected={sandbox.connected} health={sandbox.health} />
          <ChannelsLink />
        </div>
      </Drawer>
    </div>
  )
}

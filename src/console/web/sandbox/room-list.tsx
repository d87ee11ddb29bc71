import { LockOutlined, ShopOutlined, TeamOutlined } from '@ant-design/icons'
import { Badge } from 'antd'
import { useTranslation } from 'react-i18next'
import { isIn, type ShownRoom } from './names.js'

interface RoomListProps {
  rooms: ShownRoom[]
  as: string
  current: string
  unread: Record<string, number>
  onOpen(room: string): void
}

export function RoomList({ rooms, as, current, unread, onOpen }: RoomListProps) {
  const { t } = useTranslation()
  return (
    <nav className="rooms" aria-label={t('rooms.title')}>
      {rooms.map((room) => (
        <button
          type="button"
          key={room.id}
          className={room.id === current ? 'room room-current' : 'room'}
          aria-current={room.id === current}
          onClick={() => onOpen(room.id)}
          data-testid={room.kind === 'private' ? 'room-private' : `room-${room.id}`}
        >
          <RoomIcon room={room} />
          <span className="room-words">
            <span className="room-name">{room.name}</span>
            <span className="room-note">
              {room.kind === 'group' && t('rooms.members', { count: room.members.length })}
              {!isIn(room, as) && ` · ${t('rooms.watching')}`}
            </span>
          </span>
          <Badge count={unread[room.id] ?? 0} title={t('rooms.unread', { count: unread[room.id] ?? 0 })} />
        </button>
      ))}
    </nav>
  )
}

function RoomIcon({ room }: { room: ShownRoom }) {
  const Icon = room.kind === 'private' ? LockOutlined : room.purpose === 'staff' ? ShopOutlined : TeamOutlined
  return (
    <span className={`room-icon room-icon-${room.kind === 'private' ? 'private' : (room.purpose ?? 'owners')}`}>
      <Icon />
    </span>
  )
}

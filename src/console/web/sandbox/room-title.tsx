import { useTranslation } from 'react-i18next'
import type { ShownRoom } from './names.js'

export function RoomTitle({ room }: { room: ShownRoom }) {
  const { t } = useTranslation()
  return (
    <h2 className="room-title">
      {room.name}
      {room.kind === 'group' && (
        <span className="room-count">{t('rooms.members', { count: room.members.length })}</span>
      )}
    </h2>
  )
}

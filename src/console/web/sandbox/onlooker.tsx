import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PersonView, SandboxState } from '../../deps.js'
import { nameIn, personOf, type ShownRoom } from './names.js'

interface OnlookerProps {
  state: SandboxState
  room: ShownRoom
  as: string
  onBecome(person: string): void
}

/** In place of the composer for one who is not in the room: who could speak here is one press away. */
export function Onlooker({ state, room, as, onBecome }: OnlookerProps) {
  const { t } = useTranslation()
  const speakers = room.members
    .map(({ person }) => personOf(state, person))
    .filter(isHuman)
    .slice(0, 3)
  return (
    <div className="onlooker" data-testid={`onlooker-${room.id}`}>
      <span>{t('composer.watching', { name: nameIn(state, undefined, as) })}</span>
      {speakers.map((person) => (
        <Button size="small" key={person.id} onClick={() => onBecome(person.id)} data-testid={`become-${person.id}`}>
          {t('composer.become', { name: person.nickname })}
        </Button>
      ))}
    </div>
  )
}

const isHuman = (person: PersonView | undefined): person is PersonView => person !== undefined && !person.bot

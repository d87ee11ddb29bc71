import { CheckOutlined, CloseOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { ChannelView } from '../../deps.js'

export function Capabilities({ of }: { of: ChannelView['capabilities'] }) {
  const { t } = useTranslation()
  return (
    <ul className="abilities">
      {of.map(({ name, able }) => (
        <li key={name} className={able ? 'able' : 'unable'}>
          {able ? (
            <CheckOutlined aria-label={t('channels.able')} />
          ) : (
            <CloseOutlined aria-label={t('channels.unable')} />
          )}
          {t(`channels.capability.${name}`)}
        </li>
      ))}
    </ul>
  )
}

import { useTranslation } from 'react-i18next'
import type { SenderView } from '../../deps.js'
import { senderName } from './names.js'

/** The name above a bubble, with what tells a bot, an admin or the dealer's people apart. */
export function NameLine({ of, title }: { of: SenderView; title?: string | undefined }) {
  const { t } = useTranslation()
  const role = of.role === 'owner' || of.role === 'admin' ? of.role : undefined
  return (
    <div className="name-line">
      <span className="name">{senderName(of)}</span>
      {of.bot && <span className="tag tag-bot">{t('role.bot')}</span>}
      {title && <span className="tag tag-title">{title}</span>}
      {role && !of.bot && <span className={`tag tag-${role}`}>{t(`role.${role}`)}</span>}
    </div>
  )
}

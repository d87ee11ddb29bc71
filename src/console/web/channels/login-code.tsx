import { useTranslation } from 'react-i18next'

/** @param qr an SVG, or `elsewhere` */
export function LoginCode({ qr }: { qr: string }) {
  const { t } = useTranslation()
  if (qr === 'elsewhere') return <p className="account-problem">{t('channels.elsewhere')}</p>
  return (
    <figure className="login-code">
      <img
        src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
        alt={t('channels.code')}
        width={220}
        height={220}
        data-testid="login-code"
      />
      <figcaption>{t('channels.scan')}</figcaption>
    </figure>
  )
}

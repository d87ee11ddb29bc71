import { html } from 'ghtml'
import type { Locale } from '../kit/texts.js'

/** The beginning of a page behind a link: for a phone, found by no search, and telling nobody where it was opened from. */
export const pageHead = (locale: Locale, title: string, dealer: string, style: string): string =>
  html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title} · ${dealer}</title>
<style>!${style}</style>
</head>`

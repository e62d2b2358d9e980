/* cspell:disable: names in many languages */

/**
 * What a column holds, as far as its name tells. `ours` stands for what only sheets of accounts have, such as organisations;
 * `manager` for what only password managers write, such as folders.
 */
export type ColumnRole =
  | 'oneTimePassword'
  | 'setupKey'
  | 'password'
  | 'url'
  | 'issuer'
  | 'manager'
  | 'ours'
  | 'login';

/** Any column whose name contains one of these, in the form of {@link headerKey}. */
export const NAME_PARTS = {
  password:
    list(`password, passwd, passwort, kennwort, motdepasse, contrasena, wachtwoord, losenord, adgangskode, passord,
    salasana, jelszo, пароль, パスワード, 密码, 密碼, 비밀번호`),
  oneTimePassword:
    list(`totp, onetime, einmal, usageunique, eenmalig, unsolouso, monouso, одноразовый, ワンタイム, 一次性,
    2fa, twofactor, twostep, zweifaktor, 2faktor, deuxfacteurs, doublefacteur, a2f, dosfactores, authenticator,
    authentificateur, multifactor, mfa`),
  url: list('website, webseite, siteweb, sitioweb, sitoweb, webadresse, webaddress, internet'),
};

/** Columns by their whole name. */
export const NAMES: Readonly<Record<Exclude<ColumnRole, 'oneTimePassword'>, ReadonlySet<string>>> = {
  setupKey:
    keys(`setup key, set-up key, key, secret key, secret, seed, Xero key, MFA key, MFA secret, Xero setup key,
    Xero MFA key, MFA setup key, setup link, clé, clé de configuration, clé secrète, clé MFA, Schlüssel,
    Einrichtungsschlüssel, geheimer Schlüssel, MFA-Schlüssel`),
  password: keys('pass, pwd, mdp, pw, senha, clave, hasło, heslo, parola, kodeord, secret data'),
  url: keys(`url, urls, uri, uris, web, site, web site, web page, domain, hostname, host, login page, adresse web,
    página web, веб-сайт, ウェブサイト, 网站, 網址`),
  issuer: keys('issuer, émetteur, Aussteller, emisor'),
  manager:
    keys(`title, favorite, favorites, favourite, fav, archived, grouping, group, folder, vault, collections, reprompt,
    fields, extra, matchUrl, RfFieldsV2, icon, last modified, created, createTime, modifyTime,
    created at, modified at, timeCreated, timeLastUsed, timePasswordChanged, httpRealm, formActionOrigin, guid, uuid,
    card number, cardholdername, cvc, custom fields, additional_urls, category, Titel, titre, título, titolo, dossier,
    Ordner, carpeta, cartella, Gruppe, groupe, grupo, favori, favoris, Favorit, coffre, Tresor, archivé, Archiviert,
    catégorie, Kategorie`),
  ours: keys(`Xero login, Xero user, Xero username, Xero email, identifiant Xero, organisation, organisations,
    organization, organizations, Xero organisation, Xero organisations, org, orgs, tenant, tenants, Mandant, Mandanten,
    entité, region, regions, région, country, pays, Land, país, región, empresa, Firma, propietario, owner, contact, responsable, propriétaire, Besitzer, Inhaber,
    Verantwortlich, Ansprechpartner, backup email, recovery email, backup e-mail address, email de secours,
    adresse de secours, Ersatz-E-Mail`),
  login:
    keys(`login, logins, email, email address, mail, user, username, login name, login email, account, identifiant,
    adresse email, adresse électronique, courriel, utilisateur, nom d'utilisateur, Benutzer, Benutzername, E-Mail-Adresse, Anmeldename, usuario,
    correo electrónico`),
};

/** A column's name in the form in which names are compared: without accents, case, spaces and signs. */
export function headerKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

function list(names: string): readonly string[] {
  return names.split(',').map(headerKey);
}

function keys(names: string): ReadonlySet<string> {
  return new Set(list(names));
}

"""Sign-in (pieteikšanās): password, second factor, passkeys, OpenID Connect, sessions, lock-out.

The library (django-allauth) carries the protocols; here stand our rules, our pages and our audit lines.
"""

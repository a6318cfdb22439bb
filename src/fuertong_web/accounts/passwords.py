"""Password rules (密码要求) in sentences users can act on."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from fuertong_web.accounts.models import User


class LengthRule(MinimumLengthValidator):
    """At least `min_length` characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(f"密码太短，至少要有{self.min_length}个字符，现有{len(password)}个。")

    def get_help_text(self) -> str:
        return f"密码至少要有{self.min_length}个字符。"

"""Forms of accounts; their messages say how to mend the entry."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from fuertong_web.accounts.roles import Role
from fuertong_web.places.models import Unit


class SignInForm(AuthenticationForm):
    """User name and password."""

    error_messages = {
        "invalid_login": "账号或密码不对。密码区分大小写，请检查后再试。",
        "inactive": "这个账号已停用，请联系系统管理员。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "账号"
        self.fields["password"].label = "密码"


class PasswordForm(forms.Form):
    """The own new password."""

    old = forms.CharField(label="原密码", widget=forms.PasswordInput)
    new = forms.CharField(
        label="新密码", widget=forms.PasswordInput, help_text="至少10个字符，不能全是数字，不能与账号、姓名相近。"
    )
    again = forms.CharField(label="再输一次新密码", widget=forms.PasswordInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return data


class PersonForm(forms.Form):
    """A new account."""

    name = forms.CharField(label="姓名", max_length=60)
    username = forms.CharField(label="账号", max_length=60, help_text="小写字母和数字，如 zhangsan。")
    phone = forms.CharField(label="办公电话", max_length=40, required=False)
    password = forms.CharField(label="初始密码", max_length=100, help_text="至少10个字符；本人首次登录须修改。")


class GrantForm(forms.Form):
    """A role for a person."""

    role = forms.ChoiceField(label="身份", choices=Role.choices)
    unit = forms.ModelChoiceField(
        label="单位", queryset=Unit.objects.none(), required=False, empty_label="（联络员、审核人须选单位）"
    )


class ResetForm(forms.Form):
    """A new first password."""

    password = forms.CharField(label="新的初始密码", max_length=100)

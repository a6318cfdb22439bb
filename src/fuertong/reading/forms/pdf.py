"""A PDF with a text layer (PDF): its lines in reading order, without running heads and watermarks."""

import logging
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from fuertong.errors import FuertongError
from fuertong.reading.forms.pdf_furniture import without_running_heads, without_watermarks
from fuertong.reading.forms.pdf_page import page_chars, page_lines
from fuertong.reading.source import SourceText

_MAX_PAGES = 600
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns about fonts, which users cannot mend


def read_pdf(data: bytes, *, name: str) -> SourceText:
    """The printed lines of a PDF; FuertongError for a scan, a password, damage or more than 600 pages."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            pages = len(document.pages)
            if pages > _MAX_PAGES:
                raise FuertongError(f"文件《{name}》共{pages}页，超过600页，未予读取。请只上传规划正文。")
            printed, widths = [], []
            for page in document.pages:
                printed.append(page_chars(page))
                widths.append(float(page.width))
                page.close()
        rows = [page_lines(chars, width) for chars, width in zip(without_watermarks(printed), widths, strict=True)]
        lines = without_running_heads(rows)
    except FuertongError:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise FuertongError(f"文件《{name}》已加密。请去掉密码后另存，再重新上传。") from error
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect | PDFEncryptionError):
            raise FuertongError(f"文件《{name}》已加密。请去掉密码后另存，再重新上传。") from error
        raise FuertongError(f"文件《{name}》已损坏，无法打开。请重新导出PDF后再上传。") from error
    except (
        MalformedPDFException,
        ArithmeticError,
        AssertionError,
        PDFException,
        PSException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        OSError,
        AttributeError,
        RecursionError,
    ) as error:
        raise FuertongError(f"文件《{name}》已损坏，无法打开。请重新导出PDF后再上传。") from error
    if sum(len(line) for line in lines) < max(20, 5 * pages):
        raise FuertongError(
            f"文件《{name}》是扫描件，页面上只有图片，没有可读取的文字。请上传可复制文字的PDF、Word或文本文件，或先作文字识别。"
        )
    return SourceText(lines=tuple(lines), form="pdf")

"""Words that stand for a missing value."""

# Words no value is written as: in any column they mean that there is none.
NOTHING = (
    *("null", "(null)", "<null>", "#null!", "nil", "\\n", "nan", "-nan", "<na>", "n/a", "#n/a"),
    *("#n/a n/a", "n.a.", "n.a", "#value!", "#ref!", "#div/0!", "#name?", "#num!", "#error!"),
    *("(blank)", "blank", "(empty)", "(leer)", "select", "-select-", "--select--", "(none)"),
    *("please select", "not available", "no data", "nodata", "#nv", "#wert!", "#bezug!"),
    *("-", "--", "---", "–", "—", "?", "??", ".", "..", "*", "/", "\\"),
    *("无数据", "空值", "缺失", "请选择", "(空白)", "（空白）", "(空)", "暂无", "暂无数据"),
)
# Among numbers and days these mean it too; among words each of them may be one.
NOTHING_AMONG_FIGURES = (
    *("na", "none", "missing", "unknown", "unk", "undefined", "empty", "void", "not applicable"),
    *("not known", "tbd", "tba", "x", "nr", "无", "空", "未知", "不详", "未填", "未填写", "待定"),
)
